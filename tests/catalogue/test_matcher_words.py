"""What the matcher understands, one rule a test. Codes are the pilot county's."""

from tests.catalogue.sets import MATCHER, codes_of

IDENTITY_CARD, TEMPORARY_CARD, DEATH, ALLOWANCE_80, LOW_INCOME = "LS047", "LS048", "LS056", "LS102", "LS099"
DRIVER, CHRONIC, NOODLE_SHOP, PENSION_FACE = "LS062", "LS096", "LS004", "LS077"


def test_lost_papers_lead_to_their_replacement() -> None:
    assert codes_of("身份证掉了")[0] == IDENTITY_CARD


def test_haste_leads_to_the_temporary_card() -> None:
    assert codes_of("身份证掉了明天急用")[0] == TEMPORARY_CARD


def test_homophones_of_a_dictation_are_heard() -> None:
    assert codes_of("我想申请底保")[0] == LOW_INCOME
    assert codes_of("我的架照到期了")[0] == DRIVER


def test_traditional_and_full_width_characters_are_read() -> None:
    assert codes_of("身份證丟了，怎麼補辦？") == codes_of("身份证丢了,怎么补办?")
    assert codes_of("想開ＫＴＶ") == codes_of("想开ktv") != []


def test_filler_and_repetition_change_nothing_of_the_best() -> None:
    assert codes_of("那个那个麻烦问一下哈我我想那个办低保呢")[0] == LOW_INCOME


def test_spoken_ages_count() -> None:
    assert codes_of("我奶奶八十三岁了有没有钱领")[0] == ALLOWANCE_80
    assert codes_of("我奶奶83岁了有没有钱领")[0] == ALLOWANCE_80


def test_dialect_words_are_known() -> None:
    assert codes_of("我爷老倌过背了户口么子搞")[0] == DEATH


def test_a_missing_character_is_forgiven() -> None:
    assert codes_of("公积贷款怎么申请")[0] == "LS121"


def test_several_matters_in_one_sentence_all_appear() -> None:
    assert {IDENTITY_CARD, DRIVER} <= set(codes_of("身份证要补,还有驾照到期了要换")[:3])
    assert {LOW_INCOME, CHRONIC} <= set(codes_of("想申请低保顺便问下慢性病怎么办")[:3])


def test_the_wish_counts_for_more_than_the_story() -> None:
    assert codes_of("户口在村里,想让娃去城里念一年级")[0] == "LS132"


def test_naming_a_shop_is_not_opening_one() -> None:
    assert codes_of("理发店几点开门") == []
    assert codes_of("想开理发店")[0] == "LS017"


def test_as_one_types_a_bare_noun_is_enough() -> None:
    assert NOODLE_SHOP in codes_of("开米粉店")
    assert PENSION_FACE in codes_of("养老认证")


def test_greetings_prices_weather_and_symptoms_get_nothing() -> None:
    for text in ("你好", "猪肉多少钱一斤", "明天会不会下雨", "我肚子疼", "帮我买包烟", "哈哈哈", "谢谢"):
        assert codes_of(text) == [], text


def test_matters_of_other_offices_get_nothing() -> None:
    for text in ("我想考驾照", "采矿许可证怎么办", "想注册个商标", "美国签证怎么办"):
        assert codes_of(text) == [], text


def test_the_limit_is_kept_and_scores_fall() -> None:
    found = MATCHER.suggest("户口", limit=3)
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 1 for one in found)
    assert MATCHER.suggest("户口", limit=0) == []
