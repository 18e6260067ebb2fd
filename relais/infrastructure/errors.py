"""What the infrastructure says when it cannot do its work."""


class InfrastructureError(Exception):
    """One sentence for people: what is wrong and what to do. Its traceback adds nothing."""
