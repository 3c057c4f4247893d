using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Zhunsheng.Storage;

/// <summary>The tables, the same on SQLite and PostgreSQL. Moments are in UTC.</summary>
public sealed class ZhunshengDbContext(DbContextOptions<ZhunshengDbContext> options) : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    internal DbSet<Organisation> Organisations => Set<Organisation>();

    internal DbSet<AdminEvent> AdminEvents => Set<AdminEvent>();

    internal DbSet<AdminLogHead> AdminLogHeads => Set<AdminLogHead>();

    internal DbSet<Territory> Territories => Set<Territory>();

    internal DbSet<TerritoryRulebook> TerritoryRulebooks => Set<TerritoryRulebook>();

    internal DbSet<Deputy> Deputies => Set<Deputy>();

    internal DbSet<CaseRecord> Cases => Set<CaseRecord>();

    internal DbSet<ActRecord> Acts => Set<ActRecord>();

    internal DbSet<CaseListRecord> CaseList => Set<CaseListRecord>();

    internal DbSet<WorkItemRecord> WorkItems => Set<WorkItemRecord>();

    internal DbSet<RegisterEntryRecord> RegisterEntries => Set<RegisterEntryRecord>();

    internal DbSet<StandingRecord> Standings => Set<StandingRecord>();

    internal DbSet<StandingPointRecord> StandingPoints => Set<StandingPointRecord>();

    internal DbSet<DeedRecord> Deeds => Set<DeedRecord>();

    internal DbSet<OrderRecord> RectificationOrders => Set<OrderRecord>();

    internal DbSet<ToldRecord> ToldEntries => Set<ToldRecord>();

    internal DbSet<ToldReceipt> ToldReceipts => Set<ToldReceipt>();

    internal DbSet<InspectionLotRecord> InspectionLots => Set<InspectionLotRecord>();

    internal DbSet<ToldReceiptHead> ToldReceiptHeads => Set<ToldReceiptHead>();

    internal DbSet<SystemRecord> Systems => Set<SystemRecord>();

    internal DbSet<SystemMoneyRecord> SystemMoney => Set<SystemMoneyRecord>();

    internal DbSet<DataEntryRecord> DataEntries => Set<DataEntryRecord>();

    internal DbSet<DataUnitRecord> DataUnits => Set<DataUnitRecord>();

    internal DbSet<SearchPassageRecord> SearchPassages => Set<SearchPassageRecord>();

    internal DbSet<PaperTextRecord> PaperTexts => Set<PaperTextRecord>();

    internal DbSet<PaperPassageRecord> PaperPassages => Set<PaperPassageRecord>();

    internal DbSet<SavedQueryRecord> SavedQueries => Set<SavedQueryRecord>();

    internal DbSet<PlanEntryRecord> PlanEntries => Set<PlanEntryRecord>();

    internal DbSet<NumberedDocumentRecord> NumberedDocuments => Set<NumberedDocumentRecord>();

    internal DbSet<DocumentCounter> DocumentCounters => Set<DocumentCounter>();

    internal DbSet<Expert> Experts => Set<Expert>();

    internal DbSet<RulebookRevision> RulebookRevisions => Set<RulebookRevision>();

    internal DbSet<AttachmentRecord> Attachments => Set<AttachmentRecord>();

    internal DbSet<DraftRecord> Drafts => Set<DraftRecord>();

    internal DbSet<PendingFormRecord> PendingForms => Set<PendingFormRecord>();

    internal DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    internal DbSet<UploadRecord> Uploads => Set<UploadRecord>();

    internal DbSet<ActPlace> ActPlaces => Set<ActPlace>();

    internal DbSet<NoticeRecord> Notices => Set<NoticeRecord>();

    internal DbSet<NoticeChoiceRecord> NoticeChoices => Set<NoticeChoiceRecord>();

    internal DbSet<MailBoxRecord> MailBoxes => Set<MailBoxRecord>();

    internal DbSet<MailRecord> Mails => Set<MailRecord>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        Accounts(builder);
        CaseFiles(builder);
        Lists(builder);
        OversightTables.Configure(builder);
        InspectionTables.Configure(builder);
        CatalogueTables.Configure(builder);
        Forms(builder);
        Schema.ApiTables.Define(builder);
        Schema.NoticeTables.Define(builder);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(Snake(property.Name));
        }
    }

    private static void Accounts(ModelBuilder builder)
    {
        builder.Entity<Organisation>(o =>
        {
            o.ToTable("organisations");
            o.HasIndex(x => new { x.TerritoryId, x.Name }).IsUnique();
            o.HasOne(x => x.Territory).WithMany().HasForeignKey(x => x.TerritoryId).OnDelete(DeleteBehavior.Restrict);
            o.HasMany(x => x.Roles).WithOne().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<OrganisationRole>().ToTable("organisation_roles").HasKey(r => new { r.OrganisationId, r.RulebookId, r.Role });
        builder.Entity<User>(u =>
        {
            u.ToTable("users");
            u.HasOne(x => x.Organisation).WithMany().HasForeignKey(x => x.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            u.HasMany(x => x.Roles).WithOne().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
            u.HasMany(x => x.RequestedRoles).WithOne().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
            u.Property(x => x.AdminKind).HasConversion<string>();
            u.Property(x => x.RequestedKind).HasConversion<string>();
            u.Ignore(x => x.HomeId);
            u.Ignore(x => x.IsOpen);
        });
        builder.Entity<RequestedRole>().ToTable("user_requested_roles").HasKey(r => new { r.UserId, r.RulebookId, r.Role });
        builder.Entity<Territory>(t =>
        {
            t.ToTable("jurisdictions");
            t.HasIndex(x => x.Name).IsUnique();
            t.HasIndex(x => x.Code).IsUnique();
            t.HasMany(x => x.Rulebooks).WithOne().HasForeignKey(r => r.TerritoryId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<TerritoryRulebook>().ToTable("jurisdiction_rulebooks").HasKey(r => r.RulebookId);
        builder.Entity<Deputy>(d =>
        {
            d.ToTable("deputies");
            d.HasOne(x => x.Principal).WithMany().HasForeignKey(x => x.PrincipalId).OnDelete(DeleteBehavior.Restrict);
            d.HasOne(x => x.Person).WithMany().HasForeignKey(x => x.DeputyId).OnDelete(DeleteBehavior.Restrict);
            d.HasMany(x => x.Roles).WithOne().HasForeignKey(r => r.AppointmentId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<DeputyRole>().ToTable("deputy_roles").HasKey(r => new { r.AppointmentId, r.RulebookId, r.Role });
        builder.Entity<UserRole>().ToTable("user_case_roles").HasKey(r => new { r.UserId, r.RulebookId, r.Role });
        builder.Entity<IdentityRole<Guid>>().ToTable("identity_roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("identity_user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("identity_user_claims");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("identity_role_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("identity_user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("identity_user_tokens");
        builder.Entity<Expert>(e =>
        {
            e.ToTable("experts");
            e.Property(x => x.Version).IsConcurrencyToken();
            e.Ignore(x => x.SpecialtyList);
            e.Ignore(x => x.Person);
        });
        builder.Entity<AdminEvent>(e =>
        {
            e.ToTable("admin_events");
            e.HasKey(x => x.Id);
            e.Property(x => x.Kind).HasConversion<string>();
        });
        builder.Entity<AdminLogHead>().ToTable("admin_log").HasKey(h => h.Id);
    }

    private static void CaseFiles(ModelBuilder builder)
    {
        builder.Entity<CaseRecord>(c =>
        {
            c.ToTable("cases");
            c.HasIndex(x => x.Number).IsUnique();
            c.HasIndex(x => x.UniqueKey).IsUnique();
            c.Property(x => x.Head).IsConcurrencyToken();
        });
        builder.Entity<ActRecord>(a =>
        {
            a.ToTable("acts");
            a.HasKey(x => new { x.CaseId, x.Number });
            a.HasIndex(x => x.SubmissionId).IsUnique();
            a.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<CaseCounter>().ToTable("case_counters").HasKey(c => new { c.Series, c.Year });
        builder.Entity<DocumentCounter>().ToTable("document_counters").HasKey(c => new { c.RulebookId, c.Form, c.Year });
        builder.Entity<RulebookRevision>().ToTable("rulebook_revisions").HasKey(r => new { r.RulebookId, r.Digest });
        builder.Entity<AttachmentRecord>().ToTable("attachments").HasKey(a => a.Digest);
    }

    private static void Lists(ModelBuilder builder)
    {
        builder.Entity<CaseListRecord>(c =>
        {
            c.ToTable("case_index");
            c.HasKey(x => x.CaseId);
            c.HasOne<CaseRecord>().WithOne().HasForeignKey<CaseListRecord>(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<RegisterEntryRecord>(e =>
        {
            e.ToTable("register_entries");
            e.HasKey(x => x.CaseId);
            e.HasOne<CaseRecord>().WithOne().HasForeignKey<RegisterEntryRecord>(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SearchPassageRecord>().ToTable("search_passages").HasKey(p => p.Id);
        builder.Entity<PaperTextRecord>().ToTable("paper_texts").HasKey(t => t.Digest);
        builder.Entity<PaperPassageRecord>().ToTable("paper_passages").HasKey(p => p.Id);
        builder.Entity<SavedQueryRecord>().ToTable("saved_queries").HasKey(q => q.Id);
        builder.Entity<PlanEntryRecord>(e =>
        {
            e.ToTable("plan_entries");
            e.HasKey(x => x.CaseId);
            e.HasOne<CaseRecord>().WithOne().HasForeignKey<PlanEntryRecord>(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<NumberedDocumentRecord>(d =>
        {
            d.ToTable("numbered_documents");
            d.HasKey(x => new { x.CaseId, x.Act, x.Fact });
            d.HasIndex(x => new { x.RulebookId, x.Number });
            d.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<WorkItemRecord>(w =>
        {
            w.ToTable("work_items");
            w.HasKey(x => new { x.CaseId, x.Ordinal });
            w.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Forms(ModelBuilder builder)
    {
        builder.Entity<DraftRecord>(d =>
        {
            d.ToTable("drafts");
            d.HasIndex(x => x.UniqueForm).IsUnique();
            d.Property(x => x.Version).IsConcurrencyToken();
            d.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<PendingFormRecord>(p =>
        {
            p.ToTable("pending_forms");
            p.HasKey(x => x.TokenDigest);
            p.HasOne<User>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    /// <summary>NormalizedUserName → normalized_user_name.</summary>
    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        moment => moment.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
