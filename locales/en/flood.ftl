flood = Too many messages in a row: some of them were not answered. Wait a minute and repeat the last one.
invite-guessing = Too many wrong invites. Try again in ten minutes or ask the administrator for a new link.
