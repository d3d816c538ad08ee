"""Money as text: currencies, amounts beside them, amounts by context, figures of tables. No facts here."""
