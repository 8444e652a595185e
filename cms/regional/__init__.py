"""How days are written here, where the habits of a language are not those of Italy (Django's FORMAT_MODULE_PATH)."""
