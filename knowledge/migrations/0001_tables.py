"""The learning platform, its practices and published services are public data: a change makes a new edition of it.

Profiles of members stand on pages that are never kept.
"""

import core.texts
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels
from publications.editions import no_longer_noting, noting

PUBLIC = (
    "knowledge_platform",
    "knowledge_topic",
    "knowledge_criterion",
    "knowledge_publishedpractice",
    "knowledge_publishedversion",
    "knowledge_transfer",
    "knowledge_publishedservice",
    "knowledge_service",
)


class Migration(migrations.Migration):

    replaces = [
        ('knowledge', '0001_platform'),
        ('knowledge', '0002_services'),
        ('knowledge', '0003_service_reminders'),
    ]

    initial = True

    dependencies = [
        ('publications', '0004_public_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('partners', '0001_tables'),
        ('programmes', '0001_tables'),
        ('projects', '0001_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Platform',
                fields=[
                    ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='platform', serialize=False, to='programmes.programme')),
                    ('name', core.texts.TextField(blank=True)),
                    ('introduction', core.texts.TextField(blank=True)),
                    ('services', models.JSONField(blank=True, default=list)),
                    ('is_open', models.BooleanField(default=True)),
                    ('reviewers', models.PositiveSmallIntegerField(default=1, help_text='how many experts review a good practice before the secretariat decides: one or two', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(2)])),
                    ('review_days', models.PositiveSmallIntegerField(default=21, help_text='that an expert has for a review')),
                    ('terms_edition', models.PositiveSmallIntegerField(default=1)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'ordering': ['programme'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reviewers__gte', 1), ('reviewers__lte', 2)), name='platform_one_or_two_reviewers')],
                },
            ),
            migrations.CreateModel(
                name='GoodPractice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('stamp', models.CharField(editable=False, help_text='of the form that made it', max_length=64, unique=True)),
                    ('number', models.PositiveIntegerField(blank=True, help_text='given when first submitted', null=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('returned', 'To be improved'), ('published', 'Published'), ('revising', 'Published, a new version is being written'), ('refused', 'Refused'), ('withdrawn', 'Taken off the platform')], default='draft', max_length=10)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('submitted_at', models.DateTimeField(blank=True, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decision_text', models.TextField(blank=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('authors', models.ManyToManyField(related_name='good_practices', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='good_practices', to='projects.project')),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='knowledge.platform')),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'indexes': [models.Index(fields=['platform', 'state'], name='practice_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'number'), name='practice_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'in_review', 'returned', 'published', 'revising', 'refused', 'withdrawn'])), name='practice_state_known')],
                },
            ),
            migrations.CreateModel(
                name='PracticeVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('content', models.JSONField()),
                    ('hash', models.CharField(max_length=64)),
                    ('submitted_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='knowledge.goodpractice')),
                    ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['practice', '-number'],
                    'constraints': [models.UniqueConstraint(fields=('practice', 'number'), name='practice_version_once')],
                },
            ),
            migrations.CreateModel(
                name='Topic',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(help_text='such as RSO2.4', max_length=12)),
                    ('title', core.texts.TextField(blank=True)),
                    ('group', models.PositiveSmallIntegerField(default=1, help_text='group of themes of the programme')),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='knowledge.platform')),
                ],
                options={
                    'ordering': ['platform', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'code'), name='platform_topic_once')],
                },
            ),
            migrations.CreateModel(
                name='Expert',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                    ('named_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('named_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expertises', to=settings.AUTH_USER_MODEL)),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='experts', to='knowledge.platform')),
                    ('topics', models.ManyToManyField(blank=True, related_name='experts', to='knowledge.topic')),
                ],
                options={
                    'ordering': ['platform', 'user__name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'user'), name='expert_once')],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=30)),
                    ('title', core.texts.TextField(blank=True)),
                    ('guidance', core.texts.TextField(blank=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='knowledge.platform')),
                ],
                options={
                    'ordering': ['platform', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'code'), name='platform_criterion_once')],
                },
            ),
            migrations.CreateModel(
                name='PracticeText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=40)),
                    ('value', models.TextField(blank=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='knowledge.goodpractice')),
                ],
                options={
                    'ordering': ['practice', 'key'],
                    'constraints': [models.UniqueConstraint(fields=('practice', 'key'), name='practice_text_once')],
                },
            ),
            migrations.CreateModel(
                name='PublishedVersion',
                fields=[
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='publication', serialize=False, to='knowledge.practiceversion')),
                    ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('score', models.DecimalField(decimal_places=2, help_text='mean of all scores, 1 to 5', max_digits=3)),
                    ('scores', models.JSONField(default=dict, help_text='mean by code of criterion, as decimal text')),
                    ('reviews', models.PositiveSmallIntegerField(help_text='number of experts')),
                ],
                options={
                    'ordering': ['-published_at'],
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('done', 'Done'), ('declined', 'Declined'), ('cancelled', 'Not needed any more')], default='asked', max_length=10)),
                    ('recommendation', models.CharField(blank=True, choices=[('publish', 'Publish'), ('improve', 'Ask to improve'), ('refuse', 'Refuse')], max_length=10)),
                    ('text', models.TextField(blank=True)),
                    ('note', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_on', models.DateField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='knowledge.expert')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='knowledge.practiceversion')),
                ],
                options={
                    'ordering': ['version', 'asked_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('version', 'expert'), name='review_once'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'done', 'declined', 'cancelled'])), name='review_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('finished_at__isnull', False), ('recommendation__in', ['publish', 'improve', 'refuse']), models.Q(('text', ''), _negated=True)), _connector='OR'), name='review_done_says_why')],
                },
            ),
            migrations.CreateModel(
                name='ReviewScore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('comment', models.TextField(blank=True)),
                    ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.criterion')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='knowledge.review')),
                ],
                options={
                    'ordering': ['review', 'criterion__position'],
                    'constraints': [models.UniqueConstraint(fields=('review', 'criterion'), name='review_score_once'), models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(('value__gte', 1), ('value__lte', 5)), _connector='OR'), name='review_score_1_to_5')],
                },
            ),
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('peer_review', 'Peer review'), ('matchmaking', 'Matchmaking session'), ('helpdesk', 'Policy helpdesk')], max_length=12)),
                    ('summary', core.texts.TextField(blank=True)),
                    ('explanation', core.texts.TextField(blank=True)),
                    ('assess_months', models.PositiveSmallIntegerField(blank=True, help_text='within which a request is assessed', null=True)),
                    ('visit_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('session_hours', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('answer_days', models.PositiveSmallIntegerField(default=10, help_text='a setting: Monday to Friday, without holidays', verbose_name='working days for an answer')),
                    ('follow_up_months', models.PositiveSmallIntegerField(default=6, help_text='a setting', verbose_name='months until one asks what was taken over')),
                    ('is_open', models.BooleanField(default=True, help_text='a setting', verbose_name='takes requests')),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expert_services', to='knowledge.platform')),
                ],
                options={
                    'ordering': ['platform', 'kind'],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'kind'), name='service_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['peer_review', 'matchmaking', 'helpdesk'])), name='service_kind_known'), models.CheckConstraint(condition=models.Q(('answer_days__range', (1, 250)), ('follow_up_months__range', (1, 60))), name='service_settings_bounded')],
                },
            ),
            migrations.CreateModel(
                name='ServiceRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('key', models.UUIDField(editable=False, help_text='of the form: sent twice, it makes one', unique=True)),
                    ('state', models.CharField(choices=[('asked', 'Asked for'), ('preparing', 'Accepted, in preparation'), ('assigned', 'With an expert'), ('fixed', 'Date fixed'), ('answered', 'Answered'), ('reported', 'Report delivered'), ('closed', 'Closed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('cancelled', 'Cancelled')], default='asked', max_length=10)),
                    ('organisation', models.CharField(max_length=200)),
                    ('title', models.CharField(max_length=200)),
                    ('text', models.TextField(help_text='the policy challenge, or the question', max_length=10000)),
                    ('questions', models.TextField(blank=True, help_text='for the peers', max_length=10000)),
                    ('wished', models.TextField(blank=True, help_text='dates that would suit', max_length=1000)),
                    ('language', models.CharField(max_length=2)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True, help_text='of a refusal or cancellation', max_length=10000)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('consent', models.CharField(choices=[('open', 'Not answered yet'), ('yes', 'May be published'), ('no', 'Not to be published')], default='open', max_length=4)),
                    ('consent_at', models.DateTimeField(blank=True, null=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_requests', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services_entrusted', to=settings.AUTH_USER_MODEL)),
                    ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.region')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='knowledge.service')),
                    ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.topic')),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'indexes': [models.Index(fields=['service', 'state', '-created_at'], name='service_request_list')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'preparing', 'assigned', 'fixed', 'answered', 'reported', 'closed', 'refused', 'withdrawn', 'cancelled'])), name='service_state_known'), models.CheckConstraint(condition=models.Q(('consent__in', ['open', 'yes', 'no'])), name='service_consent_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'assigned'), _negated=True), ('expert__isnull', False), _connector='OR'), name='service_assigned_to_somebody')],
                },
            ),
            migrations.CreateModel(
                name='ServicePlace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('state', models.CharField(choices=[('invited', 'Invited'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('taken_back', 'Taken back')], default='invited', max_length=10)),
                    ('reason', models.CharField(blank=True, help_text='why this person was thought of', max_length=500)),
                    ('note', models.CharField(blank=True, help_text='of the person, with the answer', max_length=1000)),
                    ('invited_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_places', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='knowledge.servicerequest')),
                ],
                options={
                    'ordering': ['invited_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('request', 'person'), name='service_place_once'), models.CheckConstraint(condition=models.Q(('state__in', ['invited', 'accepted', 'declined', 'taken_back'])), name='service_place_known')],
                },
            ),
            migrations.CreateModel(
                name='ReportFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('key', models.UUIDField(editable=False, help_text='of the form: sent twice, it makes one', unique=True)),
                    ('name', models.CharField(max_length=150)),
                    ('file', models.CharField(help_text='in the storage', max_length=200, unique=True)),
                    ('size', models.BigIntegerField()),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('content_type', models.CharField(blank=True, max_length=100)),
                    ('state', models.CharField(choices=[('arriving', 'Arriving'), ('quarantined', 'Being checked'), ('clean', 'Checked'), ('refused', 'Refused')], default='arriving', max_length=12)),
                    ('fault', models.CharField(blank=True, choices=[('empty', 'The file is empty. Choose it again once it is saved.'), ('type', 'Files of this type are not accepted. Save it as PDF and upload that.'), ('disguised', 'The content is not what the name says. Save it anew in the right format.'), ('locked', 'The file is protected by a password. Save it without one and upload that.'), ('broken', 'The file can’t be opened: it is damaged or incomplete. Save it anew and upload that.'), ('macros', 'The file holds macros. Save it without them, or as PDF, and upload that.'), ('active', 'The file holds a program that it could start. Print it to a new PDF and upload that.'), ('nested', 'The archive holds another archive. Put the files themselves into one archive.'), ('paths', 'The archive holds names that lead out of it. Pack the files anew.'), ('content', 'The archive holds a file of a type that is not accepted. Take that file out.'), ('swells', 'The file unpacks to far more than is accepted. Split it, or upload the files singly.'), ('picture', 'The picture has too many pixels. Save it with at most 40 megapixels.'), ('virus', 'The scanner for viruses found something harmful. Clean your computer; make the file anew.'), ('unchecked', 'The check of this file went wrong several times. Save it as PDF and upload that.')], max_length=12)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text='when the next look may be taken')),
                    ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_public', models.BooleanField(default=False, help_text='published with the report')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='knowledge.servicerequest')),
                ],
                options={
                    'ordering': ['uploaded_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['arriving', 'quarantined', 'clean', 'refused'])), name='report_file_state')],
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=10000)),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('follow_up_on', models.DateField(blank=True, help_text='day on which the host is asked', null=True)),
                    ('reminded_at', models.DateTimeField(blank=True, help_text='when the host was asked', null=True)),
                    ('taken_over', models.TextField(blank=True, max_length=10000)),
                    ('followed_up_at', models.DateTimeField(blank=True, null=True)),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='knowledge.servicerequest')),
                ],
            ),
            migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('time_zone', models.CharField(max_length=50)),
                    ('place', models.CharField(blank=True, max_length=200)),
                    ('link', models.URLField(blank=True, max_length=500)),
                    ('edition', models.PositiveSmallIntegerField(default=1, help_text='rises each time the date is moved')),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meeting', to='knowledge.servicerequest')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='service_meeting_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('question', models.TextField(max_length=10000)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_on', models.DateField()),
                    ('text', models.TextField(blank=True, max_length=10000)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='knowledge.servicerequest')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('request', 'number'), name='service_answer_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 2))), name='service_answer_once_more')],
                },
            ),
            migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('day', models.PositiveSmallIntegerField()),
                    ('starts', models.TimeField()),
                    ('ends', models.TimeField()),
                    ('title', models.CharField(max_length=200)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='knowledge.servicerequest')),
                ],
                options={
                    'ordering': ['day', 'starts', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='service_agenda_in_order'), models.CheckConstraint(condition=models.Q(('day__range', (1, 9))), name='service_agenda_day_known')],
                },
            ),
            migrations.CreateModel(
                name='PublishedService',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('peer_review', 'Peer review'), ('matchmaking', 'Matchmaking session'), ('helpdesk', 'Policy helpdesk')], max_length=12)),
                    ('language', models.CharField(max_length=2)),
                    ('title', models.CharField(max_length=200)),
                    ('question', models.TextField(max_length=20000)),
                    ('answer', models.TextField(max_length=20000)),
                    ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.platform')),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.region')),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='published', to='knowledge.servicerequest')),
                    ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.topic')),
                ],
                options={
                    'ordering': ['-published_at', '-pk'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='published_service_words'), models.Index(fields=['kind', '-published_at'], name='published_service_list')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['peer_review', 'matchmaking', 'helpdesk'])), name='published_service_kind')],
                },
            ),
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('organisation_name', models.CharField(blank=True, max_length=250)),
                    ('function', models.CharField(blank=True, help_text='what the person does there', max_length=150)),
                    ('country', models.CharField(blank=True, help_text='ISO 3166; Greece is EL as in NUTS', max_length=2)),
                    ('region', models.CharField(blank=True, help_text='NUTS code', max_length=5)),
                    ('language', models.CharField(default='en', max_length=2)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, help_text='spoken', size=None)),
                    ('offers', models.TextField(blank=True, max_length=2000)),
                    ('seeks', models.TextField(blank=True, max_length=2000)),
                    ('visibility', models.CharField(choices=[('hidden', 'Nobody but me'), ('members', 'Members of the platform who are signed in'), ('everybody', 'Everybody, on the public pages')], default='hidden', max_length=10)),
                    ('takes_messages', models.BooleanField(default=False)),
                    ('terms_edition', models.PositiveSmallIntegerField(default=1, help_text='that was agreed to')),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('left_at', models.DateTimeField(blank=True, null=True)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partners.organisation')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='knowledge.platform')),
                    ('topics', models.ManyToManyField(blank=True, related_name='members', to='knowledge.topic')),
                ],
                options={
                    'ordering': ['-joined_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('left_at__isnull', True)), fields=['platform', 'visibility', '-joined_at'], name='member_directory')],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'user'), name='member_once'), models.CheckConstraint(condition=models.Q(('visibility__in', ['hidden', 'members', 'everybody'])), name='member_visibility_known'), models.CheckConstraint(condition=models.Q(models.Q(('left_at__isnull', True), ('user__isnull', False)), models.Q(('country', ''), ('function', ''), ('left_at__isnull', False), ('offers', ''), ('organisation__isnull', True), ('organisation_name', ''), ('region', ''), ('seeks', ''), ('takes_messages', False), ('user__isnull', True), ('visibility', 'hidden')), _connector='OR'), name='member_forgotten_when_left')],
                },
            ),
            migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('stamp', models.CharField(editable=False, max_length=64, unique=True)),
                    ('organisation_name', models.CharField(max_length=250)),
                    ('country', models.CharField(max_length=2)),
                    ('region', models.CharField(blank=True, max_length=5)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('language', models.CharField(max_length=2)),
                    ('text', models.TextField(help_text='what was taken over, and how it is known')),
                    ('website', models.URLField(blank=True, max_length=250)),
                    ('state', models.CharField(choices=[('told', 'Waiting for the secretariat'), ('confirmed', 'Confirmed'), ('declined', 'Not confirmed')], default='told', max_length=10)),
                    ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('handled_at', models.DateTimeField(blank=True, null=True)),
                    ('answer', models.TextField(blank=True, help_text='to who told of it')),
                    ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='knowledge.goodpractice')),
                    ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-year', '-told_at', '-pk'],
                    'indexes': [models.Index(fields=['practice', 'state'], name='transfer_of_practice')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['told', 'confirmed', 'declined'])), name='transfer_state_known'), models.CheckConstraint(condition=models.Q(('state', 'told'), ('handled_at__isnull', False), _connector='OR'), name='transfer_handled_when')],
                },
            ),
            migrations.CreateModel(
                name='PublishedPractice',
                fields=[
                    ('practice', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='published', serialize=False, to='knowledge.goodpractice')),
                    ('code', models.SlugField(max_length=20)),
                    ('title', core.texts.TextField(blank=True)),
                    ('summary', core.texts.TextField(blank=True)),
                    ('country', models.CharField(max_length=2)),
                    ('region', models.CharField(blank=True, max_length=5)),
                    ('period', models.CharField(blank=True, help_text='of the funded project; blank without one', max_length=9)),
                    ('project_code', models.CharField(blank=True, help_text='of the public record', max_length=60)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), help_text='in which it can be read in full', size=None)),
                    ('score', models.DecimalField(decimal_places=2, max_digits=3)),
                    ('transfers', models.PositiveIntegerField(default=0, help_text='confirmed')),
                    ('name_key', models.CharField(help_text='title in small letters, to order by', max_length=250)),
                    ('first_published_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                    ('platform', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_practices', to='knowledge.platform')),
                    ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_practices', to='knowledge.topic')),
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.practiceversion')),
                ],
                options={
                    'ordering': ['-published_at', '-pk'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='published_practice_words'), models.Index(models.F('platform'), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('practice'), descending=True), name='published_practice_newest')],
                    'constraints': [models.UniqueConstraint(fields=('platform', 'code'), name='published_practice_once'), models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='published_practice_score_1_to_5')],
                },
            ),
        ]),
        pgtrigger.migrations.AddTrigger(
            model_name='practiceversion',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='950b91d7e9cc4916cf83c4214c62ff5ac4e24abe', operation='UPDATE', pgid='pgtrigger_frozen_6304b', table='knowledge_practiceversion', when='BEFORE')),
        ),
        migrations.RunSQL(noting(*PUBLIC), no_longer_noting(*PUBLIC)),
    ]
