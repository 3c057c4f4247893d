using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage.Schema;

/// <summary>The tables of what people are told.</summary>
internal static class NoticeTables
{
    public static void Define(ModelBuilder builder)
    {
        builder.Entity<NoticeRecord>(n =>
        {
            n.ToTable("notices");
            n.Property(x => x.Id).ValueGeneratedNever();
            n.HasIndex(x => new { x.UserId, x.Occasion }).IsUnique();
            n.HasOne<User>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Cascade);
            n.HasOne<CaseRecord>().WithMany().HasForeignKey(x => x.CaseId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<NoticeChoiceRecord>(c =>
        {
            c.ToTable("notice_choices");
            c.HasKey(x => new { x.UserId, x.Kind });
            c.HasOne<User>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<MailBoxRecord>(b =>
        {
            b.ToTable("mail_boxes");
            b.HasKey(x => x.UserId);
            b.Property(x => x.UserId).ValueGeneratedNever();
            b.HasOne<User>().WithMany().HasForeignKey(x => x.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<MailRecord>(m =>
        {
            m.ToTable("mails");
            m.Property(x => x.Id).ValueGeneratedNever();
            m.HasIndex(x => x.Occasion).IsUnique();
        });
    }
}
