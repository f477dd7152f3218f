"""What a web page or PDF says about itself, as `model.WebPage`: read with care, for both are hostile, and not judged.

`html` reads pages: `charsets`, `markup`, `dates`, `traits` and `fragments` know their parts, `client_redirects` where
they send their readers. `stand_ins` tells that a page is an error, a wall or a domain for sale: by words (`phrases`)
and by its address (`url_words`). What such pages say lies in `data`, by kind and language.
"""
