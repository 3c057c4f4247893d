using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The tables of those who watch over projects: orders and who was told are worked out from the acts, receipts are kept.</summary>
internal static class InspectionTables
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<OrderRecord>(o =>
        {
            o.ToTable("rectification_orders");
            o.HasKey(x => new { x.CaseId, x.Act });
            o.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ToldRecord>(t =>
        {
            t.ToTable("told_entries");
            t.HasKey(x => new { x.CaseId, x.Act, x.Ordinal });
            t.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ToldReceipt>(r =>
        {
            r.ToTable("told_receipts");
            r.HasKey(x => new { x.CaseId, x.Number });
            r.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<InspectionLotRecord>(l =>
        {
            l.ToTable("inspection_lots");
            l.HasKey(x => new { x.RulebookId, x.Number });
        });
        builder.Entity<ToldReceiptHead>(h =>
        {
            h.ToTable("told_receipt_heads");
            h.HasKey(x => x.CaseId);
            h.Property(x => x.Head).IsConcurrencyToken();
            h.HasOne<CaseRecord>().WithOne().HasForeignKey<ToldReceiptHead>(x => x.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
