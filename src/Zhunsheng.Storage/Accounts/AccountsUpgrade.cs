using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>What a schema step cannot do in SQL for accounts and their log. Runs after the steps, alone, and does its work once: while the chain of the log is empty.</summary>
internal static class AccountsUpgrade
{
    /// <summary>
    /// Writes account names in half-width characters and chains the entries of the log from before. What turns up beside a chain later was put there by other means and stays outside it.
    /// </summary>
    public static async Task Run(ZhunshengDbContext database, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if ((await AdminLog.Head(database, cancel)).Number > 0)
        {
            return;
        }

        var taken = (await database.Users.Select(u => u.NormalizedUserName!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var normal = new NameNormalizer();
        foreach (var person in await database.Users.ToListAsync(cancel))
        {
            // Two names that were different only in width: the second keeps its old form, under which it can no longer sign in, and an administrator makes a new account.
            if (normal.NormalizeName(person.UserName) is { } name && name != person.NormalizedUserName && taken.Add(name))
            {
                (person.UserName, person.NormalizedUserName) = (PlainText.Code(person.UserName), name);
            }
        }

        await AdminLog.Adopt(database, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        database.ChangeTracker.Clear();
    }
}
