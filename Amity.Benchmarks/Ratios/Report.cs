using System.Globalization;
using System.Text.Json;

namespace Amity.Benchmarks.Ratios;

/// <summary>Prints figures and ratios as they come, and keeps them for a JSON file.</summary>
internal sealed class Report(TextWriter output)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<object> ratios = [];
    private readonly List<object> figures = [];
    private readonly List<string> notes = [];
    private string topic = "";

    public void Topic(string name)
    {
        topic = name;
        output.WriteLine();
        output.WriteLine(name);
    }

    /// <summary>What a reader must know to read the figures.</summary>
    public void Note(string text)
    {
        notes.Add(text);
        output.WriteLine($"  {text}");
    }

    /// <summary>Absolute figures: they belong to this machine and this run, and are here to explain a ratio.</summary>
    public void Figures(string name, IReadOnlyDictionary<string, double> values)
    {
        figures.Add(new { topic, name, values });
        output.WriteLine($"    {name,-40}{string.Join("  ", values.Select(value => $"{value.Key} {Number(value.Value),7}"))}");
    }

    public void Add(Ratio ratio)
    {
        ratios.Add(new { topic, ratio.Name, ratio.Median, ratio.Low, ratio.High, Goal = ratio.Goal?.ToString(), ratio.IsMet });
        var goal = ratio.Goal is null ? "" : $"  goal {ratio.Goal}: {(ratio.IsMet is true ? "met" : "missed")}";
        var range = $"({Number(ratio.Low)} to {Number(ratio.High)})";
        output.WriteLine($"  {ratio.Name,-62}{Number(ratio.Median) + "x",8}  {range,-18}{goal}");
    }

    public void Save(string file) => File.WriteAllText(
        file, JsonSerializer.Serialize(new { machine = Machine.Describe(), ratios, figures, notes }, Indented));

    /// <summary>Three digits that mean something.</summary>
    private static string Number(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
