"""What editors write and send are public data: a change makes a new edition of it."""

import core.texts
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
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
    "editorial_piece",
    "editorial_paper",
    "editorial_picture",
    "editorial_contactcard",
    "editorial_issue",
)


class Migration(migrations.Migration):

    replaces = [
        ('editorial', '0001_pieces'),
        ('editorial', '0002_newsletters'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('correspondence', '0001_tables'),
        ('programmes', '0001_tables'),
        ('publications', '0004_public_changes'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='ContactCard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=150)),
                    ('office', core.texts.TextField(blank=True)),
                    ('department', core.texts.TextField(blank=True)),
                    ('phone', models.CharField(blank=True, max_length=40)),
                    ('email', models.EmailField(help_text='in lower case; asked for consent', max_length=254)),
                    ('shows_email', models.BooleanField(default=True)),
                    ('language', models.CharField(help_text='in which the person is written to', max_length=2)),
                    ('is_general', models.BooleanField(default=True, help_text='shown on the overview, not only beside pieces')),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('creation_key', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('asked_at', models.DateTimeField(blank=True, null=True)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('expires_at', models.DateTimeField(blank=True, null=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_cards', to='programmes.programme')),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'indexes': [models.Index(fields=['programme', 'expires_at'], name='contact_card_of_programme')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at', None), ('expires_at__isnull', False), _connector='OR'), name='contact_card_runs_out'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('email', ''), ('name', ''), ('phone', '')), _connector='OR'), name='contact_card_withdrawn_is_empty')],
                },
            ),
            migrations.CreateModel(
                name='Issue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('number', models.PositiveIntegerField(blank=True, help_text='in the programme, once confirmed', null=True)),
                    ('subject', core.texts.TextField(blank=True)),
                    ('intro', core.texts.TextField(blank=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('ready', 'Waits for a second look'), ('sent', 'Sent to its readers')], default='draft', max_length=6)),
                    ('content', models.JSONField(blank=True, default=dict, help_text='editorial.newsletters.content')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('edited_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='programmes.programme')),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='issue_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('confirmed_at__isnull', False), ('number__isnull', False)), _connector='OR'), name='issue_sent_is_confirmed')],
                },
            ),
            migrations.CreateModel(
                name='IssueItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('source', models.CharField(max_length=20)),
                    ('key', models.CharField(max_length=100)),
                    ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='editorial.issue')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('issue', 'source', 'key'), name='issue_item_once')],
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=150)),
                    ('file', models.CharField(blank=True, max_length=200)),
                    ('size', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('content_type', models.CharField(blank=True, max_length=100)),
                    ('state', models.CharField(choices=[('arriving', 'Arriving'), ('waiting', 'Being checked'), ('clean', 'Checked'), ('refused', 'Refused')], default='arriving', max_length=9)),
                    ('fault', models.CharField(blank=True, choices=[('empty', 'The file is empty. Choose it again once it is saved.'), ('type', 'Files of this type are not accepted. Save it as PDF and upload that.'), ('disguised', 'The content is not what the name says. Save it anew in the right format.'), ('locked', 'The file is protected by a password. Save it without one and upload that.'), ('broken', 'The file can’t be opened: it is damaged or incomplete. Save it anew and upload that.'), ('macros', 'The file holds macros. Save it without them, or as PDF, and upload that.'), ('active', 'The file holds a program that it could start. Print it to a new PDF and upload that.'), ('nested', 'The archive holds another archive. Put the files themselves into one archive.'), ('paths', 'The archive holds names that lead out of it. Pack the files anew.'), ('content', 'The archive holds a file of a type that is not accepted. Take that file out.'), ('swells', 'The file unpacks to far more than is accepted. Split it, or upload the files singly.'), ('picture', 'The picture has too many pixels. Save it with at most 40 megapixels.'), ('virus', 'The scanner for viruses found something harmful. Clean your computer; make the file anew.'), ('unchecked', 'The check of this file went wrong several times. Save it as PDF and upload that.')], max_length=12)),
                    ('attempts', models.PositiveSmallIntegerField(default=0, help_text='checks that were begun')),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text='not checked before')),
                    ('creation_key', models.UUIDField(default=uuid.uuid4, help_text='one choice, one file', unique=True)),
                    ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('title', core.texts.TextField(blank=True)),
                    ('language', models.CharField(blank=True, help_text='of its content', max_length=2)),
                    ('dated_on', models.DateField(blank=True, null=True)),
                    ('pages', models.PositiveIntegerField(blank=True, null=True)),
                    ('is_tagged', models.BooleanField(help_text='whether its structure is marked for screen readers', null=True)),
                    ('text', models.TextField(blank=True)),
                    ('words', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('source', models.CharField(blank=True, max_length=300)),
                    ('origin', models.CharField(blank=True, choices=[('', 'Written in the portal'), ('reference', 'From the files of known facts'), ('demo', 'Demo')], default='', max_length=9)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                    ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['dated_on', 'name', 'pk'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='paper_words'), models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='paper_waiting'), models.Index(fields=['programme', 'name'], name='paper_of_programme')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['arriving', 'waiting', 'clean', 'refused'])), name='paper_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('file', ''), _negated=True), models.Q(('state__in', ['waiting']), _negated=True), _connector='OR'), name='paper_waits_with_file')],
                },
            ),
            migrations.CreateModel(
                name='Picture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=150)),
                    ('file', models.CharField(blank=True, max_length=200)),
                    ('size', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('content_type', models.CharField(blank=True, max_length=100)),
                    ('state', models.CharField(choices=[('arriving', 'Arriving'), ('waiting', 'Being checked'), ('clean', 'Checked'), ('refused', 'Refused')], default='arriving', max_length=9)),
                    ('fault', models.CharField(blank=True, choices=[('empty', 'The file is empty. Choose it again once it is saved.'), ('type', 'Files of this type are not accepted. Save it as PDF and upload that.'), ('disguised', 'The content is not what the name says. Save it anew in the right format.'), ('locked', 'The file is protected by a password. Save it without one and upload that.'), ('broken', 'The file can’t be opened: it is damaged or incomplete. Save it anew and upload that.'), ('macros', 'The file holds macros. Save it without them, or as PDF, and upload that.'), ('active', 'The file holds a program that it could start. Print it to a new PDF and upload that.'), ('nested', 'The archive holds another archive. Put the files themselves into one archive.'), ('paths', 'The archive holds names that lead out of it. Pack the files anew.'), ('content', 'The archive holds a file of a type that is not accepted. Take that file out.'), ('swells', 'The file unpacks to far more than is accepted. Split it, or upload the files singly.'), ('picture', 'The picture has too many pixels. Save it with at most 40 megapixels.'), ('virus', 'The scanner for viruses found something harmful. Clean your computer; make the file anew.'), ('unchecked', 'The check of this file went wrong several times. Save it as PDF and upload that.')], max_length=12)),
                    ('attempts', models.PositiveSmallIntegerField(default=0, help_text='checks that were begun')),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text='not checked before')),
                    ('creation_key', models.UUIDField(default=uuid.uuid4, help_text='one choice, one file', unique=True)),
                    ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('alt', core.texts.TextField(blank=True)),
                    ('is_decorative', models.BooleanField(default=False)),
                    ('credit', models.CharField(blank=True, help_text='who made it, and under which licence', max_length=200)),
                    ('width', models.PositiveIntegerField(default=0, help_text='pixels, of the largest one kept')),
                    ('height', models.PositiveIntegerField(default=0)),
                    ('widths', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None)),
                    ('is_shown', models.BooleanField(default=False)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                    ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-uploaded_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='picture_waiting'), models.Index(fields=['programme', '-uploaded_at'], name='picture_of_programme')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['arriving', 'waiting', 'clean', 'refused'])), name='picture_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'clean'), _negated=True), models.Q(('widths', []), _negated=True), _connector='OR'), name='picture_clean_has_sizes')],
                },
            ),
            migrations.CreateModel(
                name='Piece',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('news', 'News'), ('brief', 'Policy brief'), ('page', 'Page'), ('declaration', 'Declaration or agreement'), ('summit', 'Ministerial summit'), ('day', 'Science and innovation day'), ('theme', 'Theme of the agenda'), ('story', 'Project story')], max_length=11)),
                    ('slug', models.SlugField(max_length=80)),
                    ('title', core.texts.TextField(blank=True)),
                    ('lead', core.texts.TextField(blank=True)),
                    ('body', core.texts.TextField(blank=True)),
                    ('place', core.texts.TextField(blank=True)),
                    ('number', models.PositiveSmallIntegerField(blank=True, help_text='of a summit or edition', null=True)),
                    ('happened_on', models.DateField(blank=True, null=True)),
                    ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('held', models.BooleanField(default=True, help_text='false: it was planned and did not take place')),
                    ('source', models.CharField(blank=True, max_length=300)),
                    ('working_translations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                    ('origin', models.CharField(blank=True, choices=[('', 'Written in the portal'), ('reference', 'From the files of known facts'), ('demo', 'Demo')], default='', max_length=9)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('updated_at', models.DateTimeField(blank=True, help_text='when it was last published anew', null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('scheduled_for', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('creation_key', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('words', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('agenda_themes', models.ManyToManyField(blank=True, related_name='taken_up_by', to='editorial.piece')),
                    ('contacts', models.ManyToManyField(blank=True, related_name='pieces', to='editorial.contactcard')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('papers', models.ManyToManyField(blank=True, related_name='pieces', to='editorial.paper')),
                    ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='heads', to='editorial.picture')),
                    ('pictures', models.ManyToManyField(blank=True, related_name='pieces', to='editorial.picture')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='programmes.programme')),
                    ('projects', models.ManyToManyField(blank=True, related_name='pieces', to='publications.publication')),
                    ('themes', models.ManyToManyField(blank=True, related_name='pieces', to='programmes.theme')),
                ],
                options={
                    'ordering': ['programme', '-published_at', '-pk'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='piece_words'), models.Index(condition=models.Q(('state', 'published')), fields=['programme', 'kind', '-published_at'], name='piece_public'), models.Index(condition=models.Q(('scheduled_for__isnull', False)), fields=['scheduled_for'], name='piece_scheduled')],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'slug'), name='piece_slug_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['news', 'brief', 'page', 'declaration', 'summit', 'day', 'theme', 'story'])), name='piece_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'scheduled', 'published', 'withdrawn'])), name='piece_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='piece_published_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('scheduled_for__isnull', False), _connector='OR'), name='piece_scheduled_when')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content', models.JSONField(default=dict)),
                    ('is_ahead', models.BooleanField(default=True)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('piece', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='editorial.piece')),
                ],
                options={
                    'ordering': ['-changed_at', '-pk'],
                    'indexes': [models.Index(fields=['-changed_at'], name='draft_newest')],
                },
            ),
            migrations.CreateModel(
                name='PieceVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('content', models.JSONField()),
                    ('is_public', models.BooleanField(default=False)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='editorial.piece')),
                ],
                options={
                    'ordering': ['piece', '-number'],
                    'constraints': [models.UniqueConstraint(fields=('piece', 'number'), name='piece_version_once')],
                },
            ),
            migrations.CreateModel(
                name='Sending',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('readers', models.PositiveIntegerField(help_text='confirmed ones when the sending was confirmed')),
                    ('cursor', models.BigIntegerField(default=0)),
                    ('is_written', models.BooleanField(default=False, help_text='every reader has a mail')),
                    ('written', models.PositiveIntegerField(default=0, help_text='mails that were written')),
                    ('busy_until', models.DateTimeField(blank=True, help_text='a worker is at it until then', null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('result', models.JSONField(blank=True, default=dict, help_text='numbers by state, when it had finished')),
                    ('circular', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.circular')),
                    ('issue', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sending', to='editorial.issue')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('finished_at__isnull', True)), fields=['id'], name='sending_open')],
                },
            ),
        ]),
        pgtrigger.migrations.AddTrigger(
            model_name='pieceversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e248c75f81e08e5c91f5dccbcb91b43327fdbd13', operation='UPDATE', pgid='pgtrigger_append_only_f0874', table='editorial_pieceversion', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='piece',
            name='scheduled_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editorial.pieceversion'),
        ),
        migrations.RunSQL(noting(*PUBLIC), no_longer_noting(*PUBLIC)),
    ]
