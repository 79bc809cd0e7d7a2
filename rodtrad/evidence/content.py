"""The themes that every installation starts with: data, to be changed there."""

THEMES = (
    "Språk och läsning",
    "Matematik och naturvetenskap",
    "Trygghet och trivsel",
    "Studiero",
    "Delaktighet och inflytande",
    "Stöd och anpassningar",
    "Stimulans och utmaningar",
    "Bedömning och återkoppling",
    "Digitala verktyg",
    "Jämställdhet och likvärdighet",
    "Barn- och elevhälsa",
    "Övergångar och samverkan",
    "Samverkan med hemmen",
    "Kollegialt lärande",
    "Ledning och organisation",
)
