import pytest
from tests.records.links import plans as texts


@pytest.fixture
def people(somebody):
    return {
        "lan": somebody("lan", "office_reviewer", "lanchuan_drc")[1],
        "he": somebody("he", "office_reviewer", "heyang_drc")[1],
        "ting": somebody("ting", "office_reviewer", "office")[1],
        "clerk": somebody("clerk", "filler", "lanchuan_edu")[1],
    }


@pytest.fixture
def plans(region, people, service):
    """The regional plan and the neighbour's are issued; the city's own is a draft still."""
    return {
        "regional": texts.written(texts.REGIONAL, region["office"], service),
        "city": texts.written(texts.CITY, region["lanchuan_drc"], service, issued=False),
        "neighbour": texts.written(texts.NEIGHBOUR, region["heyang_drc"], service),
    }
