"""Nouns that bodies are named with, in eight languages, and their endings in Chinese, Japanese and Korean."""

import re

# English, German (also as the end of a compound), French, Spanish, Portuguese, Italian, Dutch and Nordic nouns.
BODY_NOUN = re.compile(
    r"(?i)\b(ministry|agency|office|council|cent(?:er|re)|institut(?:e|ion)|university|college|school|"
    r"corporation|corp|"
    r"company|limited|ltd|inc|llc|plc|gmbh|government|secretariat|department|bureau|bank|fund|forum|project|alliance|"
    r"association|foundation|committee|commission|organi[sz]ation|authority|union|nations|society|academy|"
    r"laborator(?:y|ies)|house|treasury|directorate|academies|board|parliament|senate|congress|service|services|group|team|network|initiative|watch|"
    r"press|publishing|publishers|publications|news|times|post|herald|daily|tribune|observatory|headquarters|federation|administration|library|"
    r"museum|court|trusts?|partners|"
    r"minist[èe]re|institut|institut[oa]|universit[éàä]t?|universidad|agence|agencia|conseil|consejo|comité|"
    r"comisión|banque|banco|"
    r"fondation|fundación|observatoire|observatorio|organi[sz]ación|autorité|autoridad|académie|academia|"
    r"centro|ministerio|"
    r"gobierno|gouvernement|secretaría|secrétariat|cour des|tribunal|sénat|senado|assemblée|asamblea|"
    r"direction générale|dirección general|editorial|ediciones|éditions|presses|prensas|librairie|librería|"
    r"minist[ée]rio|ministero|agência|agenzia|consel?ho|consiglio|comissão|commissione|comitê|comitato|fundação|fondazione|"
    r"universidade|università|autoridade|autorità|organização|organizzazione|observatório|osservatorio|secretaria|"
    r"procuradoria|câmara|assembleia|governo|instituição|associação|associazione|"
    # ministries and offices in the other languages of Europe
    r"minist(?:erie|eriet|erio|erstv[oa]|erstwo|erul|erija|arstvo|rstvo|eerium|ry|erium)|\w*ministeri[öe]|minisztérium\w*|"
    r"bakanlığı|υπουργείο|министерство|urząd|úřad|instytut|rada|komisja|\w+(?:myndigheten|verket|styrelsen)|"
    r"istituto|banca|accademia|segretariato|dipartimento|departamento|direzione|direção|ufficio|sezione|corte|cámara|"
    r"camera|parlamento|edizioni|editrice|editore|editora|consejería|conselleria|junta|generalitat|defensoría|"
    r"superintendencia|landtag|bundestag|bundesrat|cour|"
    r"ministerie|raad|centraal|planbureau|universiteit|ministeriet|styrelsen|departementet|"
    r"zentrum|zentrale|ministerium|agentur|hochschule|anstalt|kammer|ausschuss|senat|\w*rechnungshof|netzwerk|"
    r"rat|bund|amt|verein|verband|stiftung|gesellschaft|akademie|behörde|kommission|regierung|deutsche[rs]?|verlag)\b"
    # as the Bluebook shortens them (tables 6 and 13)
    r"|\b(?:off|serv|ctr|bd|auth|rsch|bur|admin|org|acad|found)(?:\.|$)|\b(?:comm|ass|dep|gov|fed|soc)['’](?:n|t|y)\b"
    r"|\b\w{3,40}?(?:ministerium|amt|institut|zentrum|stiftung|behörde|kommission|gesellschaft|verband|"
    r"akademie|hochschule|"
    r"regierung|verlag|universität|anstalt|agentur|ausschuss)\b|&"
)
# Bodies of East Asia end in these characters.
_EAST_ASIAN_BODY = re.compile(
    r"(?:省|庁|局|院|府|室|会|会議|委員会|機構|協会|学会|財団|銀行|大学|研究所|研究院|センター|本部|事務局|株式会社|"
    r"部|委员会|부|청|처|위원회|공사|은행|연구원|연구소|대학교|협회|재단|진흥원|산업원|大学|研究所|研究院|协会|政府|总局|办公厅|出版社|新聞社|通信社|書房|書店|出版|社|印刷)(?:\s*[（(][^（）()]*[)）])?$"
)


def has_body_noun(text: str) -> bool:
    """Tell whether a name holds a noun that bodies are named with: ministry, bank, forum ..."""
    return BODY_NOUN.search(text) is not None or _EAST_ASIAN_BODY.search(text) is not None
