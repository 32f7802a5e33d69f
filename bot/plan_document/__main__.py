"""`python -m bot.plan_document check FILE`: the reader alone, without the rest of the product."""

import sys

from bot.plan_document.command import main

sys.exit(main(sys.argv[1:], program="python -m bot.plan_document"))
