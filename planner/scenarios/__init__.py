"""What-if: named overlays on a portfolio, their comparison, and the business case they change."""
