"""All cryptography; nobody else imports it."""
