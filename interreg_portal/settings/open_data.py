"""What programmes may choose for their open data; the environment is read here as in base.py."""

import environ

env = environ.Env()

# Licence of what the portal itself publishes, as an address: the portal's own choice. Records taken over from
# elsewhere say their own.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="https://creativecommons.org/licenses/by/4.0/")
OPEN_DATA_LICENCE_NAME = env.str("OPEN_DATA_LICENCE_NAME", default="CC BY 4.0")
# Requests that one network address may make in a minute: to the API, and for whole tables.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)
DATA_TABLES_PER_MINUTE = env.int("DATA_TABLES_PER_MINUTE", default=60)
