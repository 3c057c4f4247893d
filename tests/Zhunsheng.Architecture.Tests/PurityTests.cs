using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Zhunsheng.Architecture.Tests;

/// <summary>The lower four floors do no input or output, have no clock and share no state: the same facts give the same answer.</summary>
public class PurityTests
{
    public static TheoryData<string> Floors => ["Zhunsheng.Feel", "Zhunsheng.Dmn", "Zhunsheng.Rulebooks", "Zhunsheng.Casework"];

    /// <summary>Types in System.IO that hold text or bytes in memory.</summary>
    private static readonly ImmutableHashSet<string> s_inMemory =
        ["TextReader", "TextWriter", "StringReader", "StringWriter", "MemoryStream", "Stream", "IOException", "InvalidDataException", "EndOfStreamException"];

    private static readonly ImmutableHashSet<string> s_forbiddenTypes =
    [
        "System.Console", "System.Random", "System.TimeProvider",
        "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
        "System.Threading.Thread", "System.Threading.Timer", "System.Threading.ThreadLocal`1", "System.Threading.AsyncLocal`1",
    ];

    private static readonly ImmutableArray<string> s_forbiddenNamespaces = ["System.Net", "System.Data", "Microsoft", "System.IO.Pipes", "System.IO.Compression", "System.IO.MemoryMappedFiles"];

    private static readonly ImmutableHashSet<string> s_forbiddenMembers =
    [
        "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow",
        "Guid.NewGuid", "Guid.CreateVersion7",
    ];

    /// <summary>
    /// Types of the runtime that a shared field may have besides scalars, enumerations, delegates, and immutable and frozen collections:
    /// none of them can be changed once it is made.
    /// </summary>
    private static readonly ImmutableHashSet<string> s_unchanging =
    [
        "System.String", "System.Decimal", "System.DateOnly", "System.TimeOnly", "System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.Guid", "System.Int128", "System.Numerics.BigInteger",
        "System.Text.RegularExpressions.Regex", "System.Text.Encoding", "System.Text.UTF8Encoding", "System.Text.CompositeFormat", "System.Buffers.SearchValues`1",
        "System.Globalization.CultureInfo", "System.Globalization.NumberFormatInfo", "System.StringComparer",
        "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Generic.IReadOnlyDictionary`2", "System.Collections.Generic.IReadOnlySet`1",
        "System.Text.Json.JsonSerializerOptions", // frozen at its first use
        "System.Text.Json.JsonWriterOptions", "System.Text.Json.JsonDocumentOptions",
    ];

    [Theory]
    [MemberData(nameof(Floors))]
    public void TypesUsed_ByAPureFloor_DoNoInputOrOutput(string project)
    {
        using var file = new PEReader(File.OpenRead(Repository.Assembly(project)));
        var metadata = file.GetMetadataReader();
        var used = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => (Namespace: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
            .Where(type => s_forbiddenTypes.Contains($"{type.Namespace}.{type.Name}")
                || s_forbiddenNamespaces.Any(forbidden => type.Namespace == forbidden || type.Namespace.StartsWith(forbidden + ".", StringComparison.Ordinal))
                || (type.Namespace == "System.IO" && !s_inMemory.Contains(type.Name)))
            // The compiler's own attributes.
            .Where(type => !type.Name.EndsWith("Attribute", StringComparison.Ordinal))
            .Select(type => $"{type.Namespace}.{type.Name}");
        Found.Nothing(used);
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public void MembersUsed_ByAPureFloor_ReadNoClockAndDrawNoChance(string project)
    {
        using var file = new PEReader(File.OpenRead(Repository.Assembly(project)));
        var metadata = file.GetMetadataReader();
        var used = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{metadata.GetString(member.Name)}");
        // The compiler's iterators ask for the thread they run on; nothing else of the machine is anybody's business.
        Found.Nothing(used.Where(member => s_forbiddenMembers.Contains(member)
            || (member.StartsWith("Environment.", StringComparison.Ordinal) && member != "Environment.get_CurrentManagedThreadId")));
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public void StaticFields_OfAPureFloor_AreReadonlyAndUnchanging(string project)
    {
        var offending = System.Reflection.Assembly.Load(project).GetTypes()
            .Where(type => !IsCompilersOwn(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral)
            .Where(field => !field.IsInitOnly || !IsUnchanging(field.FieldType, []))
            .Select(field => $"{field.DeclaringType}.{field.Name}: {field.FieldType}");
        Found.Nothing(offending);
    }

    // Caches of lambdas, data of array literals, generated pattern matchers: written once by generated code.
    private static bool IsCompilersOwn(Type type) =>
        type.FullName!.Contains('<', StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || type.FullName.Contains("<>", StringComparison.Ordinal)
        || type.FullName.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || type.Namespace == "System.Text.RegularExpressions.Generated"
        || typeof(Regex).IsAssignableFrom(type);

    private static bool IsUnchanging(Type type, HashSet<Type> within)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || typeof(Delegate).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type))
        {
            return true;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var name = definition.FullName ?? "";
        if (name.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal)
            || name.StartsWith("System.Collections.Frozen.", StringComparison.Ordinal)
            || name is "System.Nullable`1" or "System.Collections.Generic.KeyValuePair`2"
            || name.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            || name is "System.Collections.Generic.IReadOnlyList`1" or "System.Collections.Generic.IReadOnlyDictionary`2" or "System.Collections.Generic.IReadOnlySet`1")
        {
            return type.GetGenericArguments().All(argument => IsUnchanging(argument, within));
        }

        if (s_unchanging.Contains(name))
        {
            return true;
        }

        // A type of ours: every field of an instance is readonly.
        return type.Namespace?.StartsWith("Zhunsheng.", StringComparison.Ordinal) == true
            && (!within.Add(type) || Family(type).All(own => own
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .All(field => field.IsInitOnly)));
    }

    private static IEnumerable<Type> Family(Type type)
    {
        for (var own = type; own is not null && own != typeof(object) && own != typeof(ValueType); own = own.BaseType)
        {
            yield return own;
        }
    }
}
