"""What a reading is written as: JSON for machines, tables, texts and reminders for offices."""
