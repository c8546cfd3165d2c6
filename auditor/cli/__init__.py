"""The command `audit`: the only place that knows the clock, the terminal and the environment."""
