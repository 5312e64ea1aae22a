"""Addresses of the editing room."""

from django.urls import URLPattern, path

from secretariat.views.cooperation import cards, files, pieces, publishing

ONE = "pages/<uuid:uid>/"
urlpatterns: list[URLPattern] = [
    path("pages/", pieces.pieces, name="pieces"),
    path("pages/new/", pieces.piece_new, name="piece_new"),
    path("pages/files/", files.piece_files, name="piece_files"),
    path("pages/files/documents/new/", files.paper_new, name="paper_new"),
    path("pages/files/documents/<uuid:uid>/", files.paper_edit, name="paper_edit"),
    path("pages/files/documents/<uuid:uid>/file/", files.paper_file, name="paper_file"),
    path("pages/files/pictures/new/", files.picture_new, name="picture_new"),
    path("pages/files/pictures/<uuid:uid>/", files.picture_edit, name="picture_edit"),
    path("pages/contacts/", cards.contact_cards, name="contact_cards"),
    path("pages/contacts/new/", cards.contact_card_new, name="contact_card_new"),
    path("pages/contacts/<uuid:uid>/", cards.contact_card_edit, name="contact_card_edit"),
    path("pages/contacts/<uuid:uid>/end/", cards.contact_card_end, name="contact_card_end"),
    path(ONE, pieces.piece, name="piece"),
    path(f"{ONE}field/", pieces.piece_field, name="piece_field"),
    path(f"{ONE}facts/", pieces.piece_facts, name="piece_facts"),
    path(f"{ONE}preview/", pieces.piece_preview, name="piece_preview"),
    path(f"{ONE}publish/", publishing.piece_publish, name="piece_publish"),
    path(f"{ONE}schedule/", publishing.piece_schedule, name="piece_schedule"),
    path(f"{ONE}unschedule/", publishing.piece_unschedule, name="piece_unschedule"),
    path(f"{ONE}withdraw/", publishing.piece_withdraw, name="piece_withdraw"),
    path(f"{ONE}versions/", publishing.piece_versions, name="piece_versions"),
    path(f"{ONE}versions/<int:number>/", publishing.piece_compare, name="piece_compare"),
    path(f"{ONE}versions/<int:number>/back/", publishing.piece_bring_back, name="piece_bring_back"),
]
