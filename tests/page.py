"""Pages as tests read them."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements of a page: tag, attributes, text directly inside."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        self.open = True

    def handle_data(self, data):
        if self.open:
            self.found[-1][2] += data

    def handle_endtag(self, tag):
        self.open = False

    def all(self, tag):
        return [(attrs, text) for name, attrs, text in self.found if name == tag]
