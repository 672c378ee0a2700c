"""The outside world: the table, the secrets, the files a round is published from."""
