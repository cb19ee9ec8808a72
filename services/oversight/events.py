"""Empty: oversight only reads what others announce, and announces nothing."""
