"""Every write. One verb, one function: it asks permission, checks, writes in one transaction, and answers the model."""
