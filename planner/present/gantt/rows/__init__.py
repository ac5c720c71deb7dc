"""The rows of the chart: contracts, migrations, milestones, their order and what they say."""
