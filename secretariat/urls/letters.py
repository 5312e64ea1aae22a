"""The words of the letters of programmes."""

from django.urls import path

from secretariat.views import letters

urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/<slug:code>/head/", letters.letterhead, name="letterhead"),
    path("letters/<slug:code>/history/", letters.letters_history, name="letters_history"),
    path("letters/<slug:code>/<slug:kind>/", letters.letter_words, name="letter_words"),
    path("letters/<slug:code>/<slug:kind>/built-in/", letters.letter_built_in, name="letter_built_in"),
]
