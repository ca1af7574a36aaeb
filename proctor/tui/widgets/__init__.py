"""One widget a file. Each is shown a view, keeps no fact of the session, and posts what a person does with it."""
