"""The languages that a survey can be answered in, and the words of its frame in each.

What the survey itself asks is translated by who makes it; these are the words around it.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Language:
    """A language and the words of the frame.

    Attributes:
        code: as in the address and the page's `lang`.
        name: what those who speak it call it.
        swedish: what it is called in Swedish.
        rtl: whether it is written from right to left.
        words: the frame's words by their key in `sv`.
    """

    code: str
    name: str
    swedish: str
    rtl: bool
    words: dict[str, str]


_SV: Final = {
    "anonymous": "Du svarar anonymt. Ingen kan se vem som har svarat vad.",
    "voluntary": "Hoppa över det du inte vill svara på.",
    "choose_language": "Språk",
    "text_warning": "Skriv inga namn och inget som visar vem någon är.",
    "send": "Skicka svaren",
    "thanks": "Tack för dina svar!",
    "thanks_more": "Svaren är sparade. Du kan stänga sidan.",
    "already": "De här svaren är redan sparade. De räknas en gång.",
    "closed": "Enkäten är stängd",
    "closed_more": "Det går inte längre att svara. Tack för att du ville vara med.",
    "not_open": "Enkäten har inte öppnat än",
    "not_open_more": "Kom tillbaka till samma adress från och med {day}.",
    "code": "Din kod",
    "code_help": "Den står på lappen eller i brevet som du fick.",
    "go_on": "Fortsätt",
    "code_wrong": "Koden stämmer inte. Se efter att du har skrivit alla tecken.",
    "code_used": "Koden är redan använd. Varje kod gäller en gång.",
    "empty": "Du har inte svarat på någon fråga ännu. Svara på minst en och skicka sedan.",
    "identity_number": "Texten ser ut att innehålla ett personnummer. Ta bort det och skicka igen.",
    "too_long": "Texten är för lång. Korta den till högst 2 000 tecken.",
    "too_many": "Det kommer för mycket härifrån just nu. Det du har fyllt i finns kvar: vänta tio "
    "minuter och skicka igen.",
    "errors": "Det här behöver ändras innan svaren kan skickas",
}

LANGUAGES: Final[tuple[Language, ...]] = (
    Language("sv", "Svenska", "svenska", False, _SV),
    Language(
        "en",
        "English",
        "engelska",
        False,
        {
            "anonymous": "You answer anonymously. Nobody can see who has answered what.",
            "voluntary": "Skip what you do not want to answer.",
            "choose_language": "Language",
            "text_warning": "Do not write names or anything that shows who somebody is.",
            "send": "Send the answers",
            "thanks": "Thank you for your answers!",
            "thanks_more": "The answers are saved. You can close the page.",
            "already": "These answers are saved already. They count once.",
            "closed": "The survey is closed",
            "closed_more": "It can no longer be answered. Thank you for wanting to take part.",
            "not_open": "The survey has not opened yet",
            "not_open_more": "Come back to the same address from {day}.",
            "code": "Your code",
            "code_help": "It is on the note or in the letter that you received.",
            "go_on": "Continue",
            "code_wrong": "The code is not right. Check that you have written every character.",
            "code_used": "The code has been used already. Each code works once.",
            "empty": "You have not answered any question yet. Answer at least one, then send.",
            "identity_number": "The text seems to hold a personal identity number. Remove it and "
            "send again.",
            "too_long": "The text is too long. Shorten it to at most 2,000 characters.",
            "too_many": "Too much is coming from here right now. What you have filled in is still "
            "here: wait ten minutes and send again.",
            "errors": "This must be changed before the answers can be sent",
        },
    ),
    Language(
        "ar",
        "العربية",
        "arabiska",
        True,
        {
            "anonymous": "إجاباتك مجهولة الهوية. لا يمكن لأحد أن يرى من أجاب بماذا.",
            "voluntary": "يمكنك تخطي ما لا تريد الإجابة عنه.",
            "choose_language": "اللغة",
            "text_warning": "لا تكتب أسماء أو أي شيء يدل على هوية شخص ما.",
            "send": "إرسال الإجابات",
            "thanks": "شكراً على إجاباتك!",
            "thanks_more": "تم حفظ الإجابات. يمكنك إغلاق الصفحة.",
            "already": "هذه الإجابات محفوظة بالفعل، وتُحسب مرة واحدة.",
            "closed": "الاستبيان مغلق",
            "closed_more": "لم يعد بالإمكان الإجابة. شكراً لرغبتك في المشاركة.",
            "not_open": "لم يُفتح الاستبيان بعد",
            "not_open_more": "عد إلى العنوان نفسه ابتداءً من {day}.",
            "code": "الرمز الخاص بك",
            "code_help": "تجده في الورقة أو الرسالة التي استلمتها.",
            "go_on": "متابعة",
            "code_wrong": "الرمز غير صحيح. تأكد من كتابة جميع الأحرف.",
            "code_used": "تم استخدام هذا الرمز من قبل. كل رمز صالح لمرة واحدة.",
            "empty": "لم تجب عن أي سؤال بعد. أجب عن سؤال واحد على الأقل ثم أرسل.",
            "identity_number": "يبدو أن النص يحتوي على رقم شخصي. احذفه ثم أرسل مرة أخرى.",
            "too_long": "النص طويل جداً. اختصره إلى 2000 حرف كحد أقصى.",
            "too_many": "هناك محاولات كثيرة جداً من هنا الآن. ما كتبته لا يزال موجوداً: انتظر عشر "
            "دقائق ثم أرسل مرة أخرى.",
            "errors": "يجب تغيير ما يلي قبل إرسال الإجابات",
        },
    ),
    Language(
        "uk",
        "Українська",
        "ukrainska",
        False,
        {
            "anonymous": "Ви відповідаєте анонімно. Ніхто не бачить, хто що відповів.",
            "voluntary": "Пропустіть те, на що не хочете відповідати.",
            "choose_language": "Мова",
            "text_warning": "Не пишіть імен і нічого, що вказує на конкретну людину.",
            "send": "Надіслати відповіді",
            "thanks": "Дякуємо за відповіді!",
            "thanks_more": "Відповіді збережено. Можна закрити сторінку.",
            "already": "Ці відповіді вже збережено. Вони враховуються один раз.",
            "closed": "Опитування закрито",
            "closed_more": "Відповісти вже не можна. Дякуємо за бажання взяти участь.",
            "not_open": "Опитування ще не відкрито",
            "not_open_more": "Поверніться на цю ж адресу, починаючи з {day}.",
            "code": "Ваш код",
            "code_help": "Він указаний на папірці або в листі, які ви отримали.",
            "go_on": "Далі",
            "code_wrong": "Код неправильний. Перевірте, чи введено всі символи.",
            "code_used": "Цей код уже використано. Кожен код діє один раз.",
            "empty": "Ви ще не відповіли на жодне запитання. Дайте відповідь хоча б на одне.",
            "identity_number": "Схоже, текст містить особовий номер. Видаліть його та надішліть "
            "ще раз.",
            "too_long": "Текст задовгий. Скоротіть його до 2 000 символів.",
            "too_many": "Зараз звідси надходить забагато спроб. Заповнене збережено на сторінці: "
            "зачекайте десять хвилин і надішліть ще раз.",
            "errors": "Це потрібно змінити, перш ніж надіслати відповіді",
        },
    ),
)

BY_CODE: Final = {one.code: one for one in LANGUAGES}
SWEDISH: Final = LANGUAGES[0]
