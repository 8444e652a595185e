"""The yardstick: a bare Wagtail page. One template, one image, one list of ten links, everything else as Wagtail has it.

A project of its own, with the middleware and the view of Wagtail's project template, so that nothing of the product
makes it faster or slower. Same database engine, same server, same machine, same run.
"""
