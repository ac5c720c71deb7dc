"""What would clear a late contract: the least change of each record, proved from both sides."""
