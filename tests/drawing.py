"""The drawing of the network page as browser tests ask for it and click on it."""

PLACE = "name => dementi.network.canvasToDOM(dementi.network.getPosition(name))"
NODE = "address => dementi.nodeAt(address)"
LINES_OF = "address => dementi.shown().edges.filter((line) => line.from === dementi.nodeAt(address))"
# Lines are bent, so the spot is looked for above and below the straight way.
SPOT_ON_LINE = """line => {
    const { network } = dementi, from = network.getPosition(line.from), to = network.getPosition(line.to);
    for (let share = 0; share < 1; share += 0.01) for (let bend = -100; bend < 100; bend += 2) {
        const spot = network.canvasToDOM({
            x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) + bend,
        });
        const hit = [-2, 0, 2].every((by) => network.getEdgeAt({ x: spot.x, y: spot.y + by }) === line.id);
        if (hit && network.getNodeAt(spot) === undefined) return spot;
    }
}"""


def counts(tab):
    return tab.evaluate("[dementi.shown().nodes.length, dementi.shown().edges.length]")


def click(tab, address):
    tab.locator("#canvas").click(position=tab.evaluate(PLACE, tab.evaluate(NODE, address)))


def matching(tab):
    return int(tab.locator("#matching").inner_text().split("\u00a0: ")[1].split(" sur ")[0])
