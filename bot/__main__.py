"""`python -m bot`: everything that is started from a shell."""

import sys

PROGRAM = "python -m bot"


def main(arguments: list[str]) -> None:
    """Hand over to the command line asked for."""
    if arguments[:1] == ["plan"]:
        # Reading a plan has to cost little more than opening the file: nothing else is imported for it.
        from bot.plan_document.command import main as plan

        sys.exit(plan(arguments[1:], program=f"{PROGRAM} plan"))
    if arguments[:1] == ["lists"]:
        # Names are joined where neither the bot nor its database is: nothing of them is imported.
        from bot.code_join import main as lists

        sys.exit(lists(arguments[1:], program=f"{PROGRAM} lists"))
    from bot.commands import app

    app(arguments, prog_name=PROGRAM)


if __name__ == "__main__":
    main(sys.argv[1:])
