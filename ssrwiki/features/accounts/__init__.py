"""Accounts: joining, signing in and out, passwords, tokens sent by mail, one's own settings.

A *sign-in* is a session kept on the server. Who a person is and for whom they work lives in
`commons.people`; this package opens and shuts the door.
"""
