"""Plans that hold in drawn futures."""
