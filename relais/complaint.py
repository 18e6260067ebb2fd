"""What a command says when it cannot do what it was asked."""


class Complaint(Exception):
    """One sentence for people: what is wrong and what to do. It ends the command; its traceback adds nothing."""
