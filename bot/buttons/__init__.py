"""Buttons and menus that work for as long as their message stands, also after a restart of the bot.

One kind per file, found by discovery, none imported by another: each file has a class that ends in
``Button`` over ``LastingButton``, or in ``Select`` over ``LastingSelect``. What one is about stands in its
custom_id (at most 100 characters, Discord's docs: Components reference), which nobody but the bot can write.
"""
