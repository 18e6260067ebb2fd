"""What a command says when it cannot do what it was asked."""


class Complaint(Exception):
    """One sentence for people: what is wrong and what to do. It ends the command; its traceback adds nothing."""

    status = 1  # of the command's exit


class BadInput(Complaint):
    """A file or a value that was given cannot be taken; nothing was begun."""

    status = 2
