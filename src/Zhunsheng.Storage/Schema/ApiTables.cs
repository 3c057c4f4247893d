using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage.Schema;

/// <summary>The tables that the interface for programs needs.</summary>
internal static class ApiTables
{
    public static void Define(ModelBuilder builder)
    {
        builder.Entity<ApiToken>(t =>
        {
            t.ToTable("api_tokens");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.SecretDigest).IsUnique();
            t.HasOne(x => x.Organisation).WithMany().HasForeignKey(x => x.OrganisationId).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(x => x.Roles).WithOne().HasForeignKey(r => r.TokenId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ApiTokenRole>().ToTable("api_token_roles").HasKey(r => new { r.TokenId, r.RulebookId, r.Role });
        builder.Entity<UploadRecord>().ToTable("api_uploads").HasKey(u => new { u.OrganisationId, u.Digest });
        builder.Entity<ActPlace>(p =>
        {
            p.ToTable("act_places");
            p.HasKey(x => x.Place);
            p.Property(x => x.Place).ValueGeneratedNever();
        });
    }
}
