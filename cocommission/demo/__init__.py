"""The demonstration: an invented present and the public record of Medway 2015, written through the ordinary actions."""
