"""How long an exact assignment takes, beside OR-tools in the same run."""
