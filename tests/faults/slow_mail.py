"""A mail server that takes its time: it says that it began, then sleeps. For killing a worker in the middle."""

import os
import time
from pathlib import Path

from django.core.mail.backends.filebased import EmailBackend as Files


class EmailBackend(Files):
    """Writes the message into DATA_DIR/mail after a long while."""

    def send_messages(self, email_messages):
        Path(os.environ["DATA_DIR"], "sending").touch()
        time.sleep(60)
        return super().send_messages(email_messages)
