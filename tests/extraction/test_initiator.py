"""At whose request a contact took place, and sentences that sound like it."""

import pytest

from articles.extraction import Document, extract

VI = "Ngày 25/1, Thủ tướng Phạm Minh Chính điện đàm với Tổng thống Mỹ Joe Biden"
EN = "President Vladimir Putin had a telephone conversation with President Recep Tayyip Erdogan"

# fmt: off
SAID = [
    ("vi", f"{VI} theo đề nghị của phía Mỹ.", "US"),
    ("vi", "Trong cuộc điện đàm do Mỹ đề xuất, Ngoại trưởng Nga Sergey Lavrov nói với Ngoại trưởng Mỹ Mike Pompeo rằng Moscow sẵn sàng tham vấn.", "US"),
    ("vi", "Tổng thống Mỹ Donald Trump và quyền Tổng thống Hàn Quốc Hwang Kyo-ahn đã điện đàm. Cuộc điện đàm được sắp xếp theo yêu cầu từ phía Mỹ.", "US"),
    # Who rings asks for the call.
    ("vi", "Tổng thống Nga Vladimir Putin hôm 17/12 gọi điện cho Tổng thống Mỹ Donald Trump để cảm ơn.", "RU"),
    ("en", f"{EN} at the initiative of the Turkish side.", "TR"),
    ("en", f"{EN} at the latter's initiative.", "TR"),
    ("en", f"{EN}. The call was held at the request of the Russian side.", "RU"),
    ("en", f"{EN} in the evening of 4 March 2021, at the request of the Turkish side.", "TR"),
    # The words of asking open the report, or follow it.
    ("en", "At the request of the Turkish side, President Vladimir Putin spoke by telephone with President Recep Tayyip Erdogan.", "TR"),
    ("vi", "Theo đề nghị của phía Nga, ngày 5/4, Tổng thống Mỹ Joe Biden điện đàm với Tổng thống Nga Vladimir Putin.", "RU"),
    ("vi", "Chiều 7/6, theo đề nghị của phía Singapore, Bộ trưởng Ngoại giao Phạm Bình Minh điện đàm với Bộ trưởng Ngoại giao Singapore Vivian Balakrishnan.", "SG"),
    ("en", "On 4 March 2021, at the request of the Turkish side, President Vladimir Putin spoke by telephone with President Recep Tayyip Erdogan.", "TR"),
    ("vi", f"{VI}. Hai bên bàn về thương mại. Theo người phát ngôn, cuộc trao đổi diễn ra theo đề nghị của phía Mỹ.", "US"),
    ("en", f"{EN}. The Russian side had asked to hold the call.", "RU"),
    ("vi", f'{VI}. "Tôi gọi điện cho Tổng thống Biden để chúc mừng", ông Chính nói.', "VN"),
    # Who takes a call did not ask for it.
    ("en", "President Vladimir Putin took a telephone call on Thursday from President Recep Tayyip Erdogan.", "TR"),
    ("vi", "Chiều 25/1, Thủ tướng Phạm Minh Chính đã nhận điện đàm từ Thủ tướng Campuchia Hun Manet.", "KH"),
]
NOT_SAID = [
    ("vi", f"{VI}."),
    # Something within the call was asked for.
    ("vi", "Trong cuộc điện đàm, Tổng thống Mỹ Donald Trump nhất trí tôn trọng chính sách Một Trung Quốc theo đề nghị của Chủ tịch Trung Quốc Tập Cận Bình."),
    ("en", f"{EN}. At the request of Recep Tayyip Erdogan, Vladimir Putin explained the aims of the talks."),
    ("en", f"{EN}. They reviewed the peace process. At the request of the Turkish side, grain will pass."),
    ("vi", f"{VI}. Hai bên bàn về thương mại. Trước đó vài ngày, theo đề nghị của phía Mỹ, hội nghị đã được hoãn."),
    # Others were rung.
    ("vi", f"{VI}. Cùng ngày, Tổng thống Mỹ còn gọi điện cho lãnh đạo một số nước đồng minh."),
    # A third party's request.
    ("en", f"{EN}, who had spoken at the request of the United Nations in New York."),
]
# fmt: on


@pytest.mark.parametrize(("lang", "text", "party"), SAID)
def test_said(lang, text, party):
    initiator = extract(Document(text, lang=lang)).accounts[0].initiator
    assert initiator is not None
    assert initiator.code == party


@pytest.mark.parametrize(("lang", "text"), NOT_SAID)
def test_not_said(lang, text):
    assert extract(Document(text, lang=lang)).accounts[0].initiator is None
