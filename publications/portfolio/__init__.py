"""Many projects as one PDF: of a programme or a part of it, a region, an organisation, a call, a search.

subjects.find("edition:fwvl:2021-2027")    what it is about: its name, its search, the page that it goes with
asking.ask(subject, language=, address=)   the document of its present data, made by a worker
stale.mark([publication.pk])               after records changed; they are made anew when somebody asks
"""
