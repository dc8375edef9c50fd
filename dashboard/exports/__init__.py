"""Ways out of the tool: every form holds exactly the rows of the chart's table."""
