using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The tables of the two catalogues, all worked out from the acts.</summary>
internal static class CatalogueTables
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<SystemRecord>(s =>
        {
            s.ToTable("systems");
            s.HasKey(x => x.CaseId);
            s.HasOne<CaseRecord>().WithOne().HasForeignKey<SystemRecord>(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SystemMoneyRecord>(m =>
        {
            m.ToTable("system_money");
            m.HasKey(x => new { x.CaseId, x.Act });
            m.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<DataEntryRecord>(d =>
        {
            d.ToTable("data_entries");
            d.HasKey(x => new { x.CaseId, x.Ordinal });
            d.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<DataUnitRecord>(u =>
        {
            u.ToTable("data_units");
            u.HasKey(x => new { x.CaseId, x.Ordinal, x.Unit });
            u.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
