"""Commands that plan and show one plan."""
