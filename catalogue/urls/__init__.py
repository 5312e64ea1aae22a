"""The addresses of this front door."""

from django.urls import URLPattern, path

from catalogue.urls import cascade, cooperation, events, ideas, learning, services
from catalogue.views import (
    about,
    answers,
    api,
    atlas,
    calls,
    cards,
    checking,
    data,
    data_files,
    data_pages,
    documents,
    embeds,
    feeds,
    home,
    leaflets,
    machines,
    managing,
    organisations,
    portfolio,
    posters,
    programmes,
    projects,
    record_versions,
    regions,
    remarks,
    strategy,
    subscriptions,
    summaries,
)

app_name = "catalogue"

# What readers take along, ask for and tell back.
for_readers: list[URLPattern] = [
    path("projects/feed/", feeds.projects_feed, name="projects_feed"),
    path("calls/feed/", feeds.calls_feed, name="calls_feed"),
    path("alerts/new/", subscriptions.alert, name="alert"),
    path("newsletter/", subscriptions.newsletter, name="newsletter"),
    path("subscriptions/", subscriptions.subscriptions_link, name="subscriptions_link"),
    path("subscriptions/asked/", subscriptions.subscription_asked, name="subscription_asked"),
    path("subscriptions/confirm/<str:token>/", subscriptions.confirm, name="confirm"),
    path("subscriptions/stop/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
    path("subscriptions/mine/<str:token>/", managing.subscriptions, name="subscriptions"),
    path("embed/", embeds.embed, name="embed"),
    path("embed/table/", embeds.embed_table, name="embed_table"),
    path("embed/chart/", embeds.embed_chart, name="embed_chart"),
    path("embed/map/", embeds.embed_map, name="embed_map"),
    path("remarks/new/", remarks.remark, name="remark"),
    path("remarks/sent/", remarks.remark_sent, name="remark_sent"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/state/", portfolio.portfolio_state, name="portfolio_state"),
    path("portfolio/file/", portfolio.portfolio_file, name="portfolio_file"),
    path("answer/", answers.answer, name="answer"),
    path("answer/words/", answers.answer_words, name="answer_words"),
    path("share/", answers.share, name="share"),
]

PERIOD = "programmes/<slug:slug>/<slug:period>/"
of_periods: list[URLPattern] = [
    path(PERIOD, programmes.edition, name="edition"),
    path(f"{PERIOD}priorities/<path:code>/", strategy.priority, name="priority"),
    path(f"{PERIOD}objectives/<path:code>/", strategy.objective, name="objective"),
    path(f"{PERIOD}themes/<path:code>/", strategy.theme, name="theme"),
]

to_take_along: list[URLPattern] = [
    path("projects/<slug:code>/citation.<slug:form>", cards.citation, name="citation"),
    path("projects/<slug:code>/card-<slug:language>.png", cards.social_card, name="social_card"),
    path("cards/<slug:kind>/<str:key>/<slug:language>.png", cards.page_card, name="page_card"),
    path("projects/<slug:code>/poster/", posters.poster, name="poster"),
    path("projects/<slug:code>/poster-<slug:language>/", posters.poster_state, name="poster_state"),
    path("projects/<slug:code>/poster-<slug:language>.pdf", posters.poster_file, name="poster_file"),
    path("about/", about.about, name="about"),
    path("about/figures/", about.reading_figures, name="reading_figures"),
]

# Whether a copy on paper is still the current one.
for_copies: list[URLPattern] = [
    path("documents/", checking.documents, name="documents"),
    path("documents/<str:number>/", checking.document, name="document"),
]

# Pages around the open data.
for_data: list[URLPattern] = [
    path("data/", data_pages.data, name="data"),
    path("data/columns/", data_pages.data_columns, name="data_columns"),
    path("data/columns.csv", data_pages.data_columns_csv, name="data_columns_csv"),
    path("data/api/", api.data_api, name="data_api"),
    path("data/extracts/new/", data_files.data_extract_new, name="data_extract_new"),
    path("data/extracts/<uuid:uid>/", data_files.data_extract, name="data_extract"),
]

urlpatterns: list[URLPattern] = [
    *cascade.urlpatterns,
    *cooperation.urlpatterns,
    *events.urlpatterns,
    *ideas.urlpatterns,
    *services.urlpatterns,
    *learning.urlpatterns,
    *for_readers,
    *for_data,
    *for_copies,
    *to_take_along,
    path("", home.home, name="home"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    *of_periods,
    path("calls/", calls.calls, name="calls"),
    path("calls.ics", calls.calls_calendar, name="calls_calendar"),
    path("calls.json", calls.calls_data, name="calls_data"),
    path("calls/<slug:code>/", calls.call, name="call"),
    path("calls/<slug:code>/form-<slug:language>.pdf", documents.call_form, name="call_form"),
    path("projects/", projects.projects, name="projects"),
    path("projects/map/", atlas.projects_map, name="map"),
    path("projects/figures/", atlas.projects_figures, name="figures"),
    path("projects/network/", atlas.projects_network, name="network"),
    path("regions/", regions.regions, name="regions"),
    path("regions/<slug:code>/", regions.region, name="region"),
    path("regions/<slug:code>/leaflet/", leaflets.leaflet, name="leaflet"),
    path("regions/<slug:code>/leaflet-<slug:language>/", leaflets.leaflet_state, name="leaflet_state"),
    path("regions/<slug:code>/leaflet-<slug:language>.pdf", leaflets.leaflet_file, name="leaflet_file"),
    path("projects/<slug:code>/", projects.project, name="project"),
    path("projects/<slug:code>/summary-<slug:language>.pdf", documents.summary, name="summary"),
    path("projects/<slug:code>/summary/", summaries.summaries, name="summaries"),
    path("projects/<slug:code>/summary-<slug:language>/", documents.summary_status, name="summary_status"),
    path(
        "projects/<slug:code>/versions/<int:number>/", record_versions.record_version, name="record_version"
    ),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]

# Addresses without a language, for machines.
for_machines: list[URLPattern] = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_file, name="sitemap_file"),
    path(
        "sitemap-organisations-<int:number>.xml", machines.sitemap_organisations, name="sitemap_organisations"
    ),
    path("data/catalog.<slug:ending>", data.data_catalog, name="data_catalog"),
    path("data/<slug:table>.<slug:ending>", data.data_table, name="data_table"),
    path("data/schema/<slug:table>.json", data.data_schema, name="data_schema"),
    path("data/files/<slug:day>/SHA256SUMS", data_files.data_checksums, name="data_checksums"),
    path("data/files/<slug:day>/<str:name>", data_files.data_file, name="data_file"),
    path("data/extracts/<uuid:uid>/file", data_files.data_extract_file, name="data_extract_file"),
    path("api/v1/", api.api_start, name="api_start"),
    path("api/v1/openapi.json", api.api_openapi, name="api_openapi"),
    path("api/v1/<slug:resource>", api.api_list, name="api_list"),
    path("api/v1/<slug:resource>/<str:key>", api.api_one, name="api_one"),
    path("api/v1/<path:rest>", api.api_nothing, name="api_nothing"),
]
