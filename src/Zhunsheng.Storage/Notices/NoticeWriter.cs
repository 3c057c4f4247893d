using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Writes notices within the transaction at hand: who holds a role is told, once, in the way each has chosen.</summary>
internal static class NoticeWriter
{
    /// <summary>Adds those that do not exist yet and that their readers want at all.</summary>
    public static async Task Add(ZhunshengDbContext database, IReadOnlyCollection<NoticeRecord> notices, CancellationToken cancel)
    {
        if (notices.Count == 0)
        {
            return;
        }

        var occasions = notices.Select(n => n.Occasion).Distinct().ToList();
        var readers = notices.Select(n => n.UserId).Distinct().ToList();
        var known = (await database.Notices.Where(n => occasions.Contains(n.Occasion)).Select(n => new { n.Occasion, n.UserId }).ToListAsync(cancel)).Select(n => (n.Occasion, n.UserId)).ToHashSet();
        var choices = await database.NoticeChoices.AsNoTracking().Where(c => readers.Contains(c.UserId)).ToDictionaryAsync(c => (c.UserId, c.Kind), c => c.Frequency, cancel);
        var boxes = await database.MailBoxes.AsNoTracking().Where(b => readers.Contains(b.UserId) && b.Address != null).ToDictionaryAsync(b => b.UserId, cancel);
        foreach (var notice in notices)
        {
            var frequency = choices.TryGetValue((notice.UserId, notice.Kind), out var chosen) ? chosen : NoticeHabits.Of(notice.Kind);
            if (frequency != NoticeFrequency.Off && known.Add((notice.Occasion, notice.UserId)))
            {
                (notice.MailAt, notice.MailKind) = boxes.TryGetValue(notice.UserId, out var box) ? MailTime.Of(frequency, box, notice.At) : (null, null);
                database.Notices.Add(notice);
            }
        }
    }

    /// <summary>Those who act in a role of a rulebook on a day, deputies included, and may see the file on whose account they are asked for.</summary>
    /// <param name="database">The database.</param>
    /// <param name="rulebookId">The rulebook.</param>
    /// <param name="role">The role.</param>
    /// <param name="day">The day.</param>
    /// <param name="owner">For the unit's own role: the organisation that owns the file; null for any.</param>
    /// <param name="named">Where the file names an organisation or a drawn person for the role: that one, as the lists have it; null for any.</param>
    /// <param name="cancel">Stops it.</param>
    public static Task<List<Guid>> Holders(ZhunshengDbContext database, string rulebookId, string role, DateOnly day, Guid? owner, string? named, CancellationToken cancel)
    {
        var people = Open(database).Where(u => u.Roles.Any(r => r.RulebookId == rulebookId && r.Role == role)
            || database.Deputies.Any(d => d.DeputyId == u.Id && d.Ended == null && d.FirstDay <= day && d.LastDay >= day && !d.Principal!.Disabled && !d.Principal.Locked && d.Principal.OrganisationId == u.OrganisationId
                && d.Principal.Roles.Any(r => r.RulebookId == rulebookId && r.Role == role) && (!d.Roles.Any() || d.Roles.Any(r => r.RulebookId == rulebookId && r.Role == role))));
        if (owner is { } unit)
        {
            people = people.Where(u => u.OrganisationId == unit);
        }

        if (named is ['@', .. var account] && Guid.TryParse(account, out var person))
        {
            people = people.Where(u => u.Id == person);
        }
        else if (named is not null)
        {
            people = people.Where(u => u.Organisation!.Name == named);
        }

        return people.Select(u => u.Id).ToListAsync(cancel);
    }

    /// <summary>Those of an organisation who act in any role of a rulebook.</summary>
    public static Task<List<Guid>> PeopleOf(ZhunshengDbContext database, Guid organisation, string rulebookId, CancellationToken cancel) =>
        Open(database).Where(u => u.OrganisationId == organisation && u.Roles.Any(r => r.RulebookId == rulebookId)).Select(u => u.Id).ToListAsync(cancel);

    private static IQueryable<User> Open(ZhunshengDbContext database) => database.Users.AsNoTracking().Where(u => !u.Disabled && !u.Locked && u.OrganisationId != null);
}

/// <summary>When a notice goes out by mail.</summary>
internal static class MailTime
{
    /// <summary>The moment and the kind of mail; nulls for none.</summary>
    public static (DateTimeOffset? At, MailKind? Kind) Of(NoticeFrequency frequency, MailBoxRecord box, DateTimeOffset now) => frequency switch
    {
        NoticeFrequency.AtOnce => (Loud(now, box.QuietFrom, box.QuietTo), MailKind.Notice),
        NoticeFrequency.Daily => (NextDigest(now, weekly: false), MailKind.Daily),
        NoticeFrequency.Weekly => (NextDigest(now, weekly: true), MailKind.Weekly),
        _ => (null, null),
    };

    /// <summary>The first moment from now on that lies outside the quiet hours.</summary>
    public static DateTimeOffset Loud(DateTimeOffset now, int? from, int? to)
    {
        if (from is not { } begins || to is not { } ends || begins == ends)
        {
            return now;
        }

        var (day, hour) = (LegalDay.Of(now), LegalDay.InBeijing(now).Hour);
        var quiet = begins < ends ? hour >= begins && hour < ends : hour >= begins || hour < ends;
        return !quiet ? now : LegalDay.StartOf(hour < ends ? day : day.AddDays(1)).AddHours(ends);
    }

    /// <summary>The next moment after now at which collected notices go out.</summary>
    public static DateTimeOffset NextDigest(DateTimeOffset now, bool weekly)
    {
        var day = LegalDay.Of(now);
        for (; ; day = day.AddDays(1))
        {
            var at = LegalDay.StartOf(day).AddHours(NoticeHabits.DigestHour);
            if (at > now && (!weekly || day.DayOfWeek == DayOfWeek.Monday))
            {
                return at;
            }
        }
    }
}
