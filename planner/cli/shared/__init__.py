"""What several commands share: options, failures, progress, files."""
