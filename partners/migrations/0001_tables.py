"""The tables of partners, with their indexes and constraints."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('partners', '0001_initial'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=250)),
                    ('name_english', models.CharField(blank=True, max_length=250)),
                    ('legal_status', models.CharField(blank=True, choices=[('public', 'Public'), ('private', 'Private')], max_length=7)),
                    ('type', models.CharField(blank=True, choices=[('local_authority', 'Local public authority'), ('regional_authority', 'Regional public authority'), ('national_authority', 'National public authority'), ('sectoral_agency', 'Sectoral agency'), ('service_provider', 'Infrastructure and public service provider'), ('interest_group', 'Interest group or NGO'), ('higher_education', 'Higher education and research'), ('education', 'Education or training centre, school'), ('large_enterprise', 'Enterprise other than SME'), ('sme', 'Small or medium-sized enterprise'), ('business_support', 'Business support organisation'), ('egtc', 'European grouping of territorial cooperation'), ('international', 'International organisation or EEIG'), ('hospital', 'Hospital or medical centre'), ('cross_border', 'Cross-border legal body'), ('natural_person', 'Natural person'), ('other', 'Other')], max_length=20)),
                    ('country', models.CharField(help_text='ISO 3166; Greece is EL as in NUTS', max_length=2)),
                    ('region', models.CharField(blank=True, help_text='NUTS 3 code', max_length=5)),
                    ('street', models.CharField(blank=True, max_length=100)),
                    ('postcode', models.CharField(blank=True, max_length=20)),
                    ('city', models.CharField(blank=True, max_length=100)),
                    ('website', models.CharField(blank=True, max_length=250)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Identifier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scheme', models.CharField(choices=[('be_company', 'Belgian enterprise number'), ('be_vat', 'Belgian VAT number'), ('fr_siren', 'French SIREN number'), ('fr_siret', 'French SIRET number'), ('fr_vat', 'French VAT number'), ('nl_company', 'Dutch Chamber of Commerce number'), ('nl_vat', 'Dutch VAT number')], max_length=12)),
                    ('value', models.CharField(max_length=20)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='partners.organisation')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='identifier_once'), models.UniqueConstraint(fields=('organisation', 'scheme'), name='identifier_scheme_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['be_company', 'be_vat', 'fr_siren', 'fr_siret', 'fr_vat', 'nl_company', 'nl_vat'])), name='identifier_scheme_known')],
                },
            ),
        ]),
    ]
