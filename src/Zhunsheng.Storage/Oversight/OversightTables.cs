using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The tables of those who look over the files, all worked out from the acts.</summary>
internal static class OversightTables
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<StandingRecord>(s =>
        {
            s.ToTable("standings");
            s.HasKey(x => x.CaseId);
            s.HasOne<CaseRecord>().WithOne().HasForeignKey<StandingRecord>(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<StandingPointRecord>(p =>
        {
            p.ToTable("standing_points");
            p.HasKey(x => new { x.CaseId, x.Ordinal });
            p.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<DeedRecord>(d =>
        {
            d.ToTable("deeds");
            d.HasKey(x => new { x.CaseId, x.Number });
            d.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
