using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Somebody in a pool of experts (专家库) of a jurisdiction.</summary>
public sealed class Expert
{
    private const char Between = '\n';

    /// <summary>Identifies the entry.</summary>
    public Guid Id { get; set; }

    /// <summary>The rulebook whose files the expert can be drawn for.</summary>
    public required string RulebookId { get; set; }

    /// <summary>The role in which the expert acts.</summary>
    public required string Role { get; set; }

    /// <summary>The account.</summary>
    public Guid UserId { get; set; }

    /// <summary>The number in the pool, from 1; never given twice.</summary>
    public int Number { get; set; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>The organisation the expert works for, as it is officially called.</summary>
    public required string Unit { get; set; }

    /// <summary>The professional title; may be empty.</summary>
    public string Title { get; set; } = "";

    /// <summary>The specialties, one a line.</summary>
    public string Specialties { get; set; } = "";

    /// <summary>The telephone; may be empty. Never leaves the pool.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Whether the expert can be drawn.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Counts the changes: whoever changes an entry names the version that was seen.</summary>
    public int Version { get; set; }

    /// <summary>The specialties, apart.</summary>
    public ImmutableArray<string> SpecialtyList => [.. Specialties.Split(Between, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What tells the expert from all others of the pool: name and number.</summary>
    public string Person => string.Create(CultureInfo.InvariantCulture, $"{Name} {Number:0000}");

    /// <summary>The expert as draws see one.</summary>
    public PoolMember ToMember() => new(UserId, Person, Name, Unit, Title.Length == 0 ? null : Title, SpecialtyList);

    /// <summary>Specialties in one text.</summary>
    internal static string Lines(IEnumerable<string> specialties) => string.Join(Between, specialties);
}

/// <summary>What is entered about an expert.</summary>
/// <param name="Name">The name.</param>
/// <param name="Unit">The organisation.</param>
/// <param name="Title">The professional title; may be empty.</param>
/// <param name="Specialties">The specialties.</param>
/// <param name="Phone">The telephone; may be empty.</param>
/// <param name="Active">Whether the expert can be drawn.</param>
public sealed record ExpertProfile(string Name, string Unit, string Title, ImmutableArray<string> Specialties, string Phone, bool Active);
