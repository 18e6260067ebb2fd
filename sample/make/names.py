"""Names for invented people, and ways to reach them that nobody has."""

import unicodedata
from random import Random

Words = tuple[str, ...]


def listed(text: str) -> Words:
    """The words of a text."""
    return tuple(text.split())


YOUNG = listed(
    "Adam Aïcha Alix Amel Anaïs Anouk Antonin Assia Aurèle Baptiste Bilal Camille Capucine Célian Chloé "
    "Clément Côme Dounia Elif Élise Eliott Émeline Enzo Esteban Éva Fanny Faustine Gabin Garance Hanaé Hugo "
    "Idriss Ilyès Inaya Inès Ismaël Jade Jules Kenza Killian Lalie Léana Léo Lilou Lina Loïc Lola Louane "
    "Lubin Maëlle Malo Manon Mathéo Mehdi Milo Mina Naël Naïm Ninon Noé Noémie Océane Oscar Paola Quentin "
    "Rayan Robin Romane Sacha Salomé Samy Selma Sofiane Solène Tess Théo Tiago Timéo Tom Valentin Victor "
    "Yanis Youna Zélie Zoé"
)
PARENTS = listed(
    "Abdel Alexandre Anabela Bruno Carine Céline Christelle Corinne Cyrille Delphine Djamila Emmanuel Estelle "
    "Fabrice Farida Franck Frédéric Guillaume Hakim Isabelle Jérôme Karim Karine Laetitia Laurence Ludovic "
    "Malika Nathalie Nelson Olivier Patricia Rachid Sandrine Samira Sébastien Sophie Stéphane Stéphanie "
    "Sylvain Valérie Virginie Yasmina"
)
WOMEN = listed(
    "Annick Annie Arlette Bernadette Brigitte Chantal Claudine Colette Danièle Élisabeth Évelyne Fatima "
    "Françoise Geneviève Ghislaine Jacqueline Jocelyne Josiane Josette Liliane Marie-Claude Marie-Thérèse "
    "Martine Maryse Mireille Monique Nadine Nicole Odile Pierrette Rosa Simone Solange Sylvette Thérèse "
    "Viviane Yvette"
)
MEN = listed(
    "Alain Bernard Christian Daniel Denis Dominique Gérard Gilles Guy Henri Hervé Jean-Claude Jean-Luc Louis "
    "Lucien Michel Mohamed Pascal Patrick Philippe René Roland Serge Yves"
)
OLDER = (*WOMEN, *MEN)
FAMILIES = listed(
    "Abgrall Adjemi-Roux Aït-Saïd Amarante Arnoult Aubertot Bachelart Barrois Belhadj Benarfa Bergeret "
    "Berthelin Besnault Bouchot Boudjellal Bréchard Brisset-Noël Cailleret Carvalhal Chardonnel Chevrault "
    "Claudepierre Colnot Cordelier Cuvelard Dacunhal Dautry Delavernhe Kocabas Didelot Dorvaux Drouinet "
    "Estève-Pons Fauquignon Ferrandel Fleuriot Fouquerel Frémyot Gaillardet Garnesson Gérardot Gobillard "
    "Grandclaude Guérinot Haddouche Hennezel Houdelaine Humbertclaude Jacquemet Jeandel Joffrain Kaczmarzyk "
    "Karasulu Kerbrat Lambrecq Larroquet Lavandier Lecoustre Legendrin Lemoinard Lhuissier Longueval Maginel "
    "Malgrange Mangenot Marchalot Mathiot Maubertin Mennesson Messaoudène Millardet Monvoisin Moutardier "
    "Nguyen-Vinh Noirclerc Nouvian Orivel Ottavioli Parisel Pernollet Petitdemange Pierrefitte Poinsignot "
    "Quenouille Rambourg Raveneau Renaudot Rochefrette Roussillat Sabouret Saint-Dizot Sauvageot Schmittbach "
    "Simonnet Souchard Tavernot Teixerat Thiébault Thouvenel Toussainct Trézel Vauthrin Verdenal Viardin "
    "Villemot Voirinet Wassermeyer Xardel Yildirak Zimmerlin"
)


class People:
    """Hands out names, addresses and phone numbers; no full name, and no number, twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def name(self, first_names: Words, family: str | None = None) -> tuple[str, str]:
        """A first name and a family name, or this family's."""
        while True:
            first, last = self._chance.choice(first_names), family or self._chance.choice(FAMILIES)
            if self._take(f"{first} {last}"):
                return first, last

    def phone(self) -> str:
        """A number from the ranges that are kept for fiction, +33 and nine digits."""
        while True:
            prefix = self._chance.choice(("63998", "63998", "63998", "35301"))
            number = f"+33{prefix}{self._chance.randrange(10_000):04d}"
            if self._take(number):
                return number

    def _take(self, what: str) -> bool:
        free = what not in self._taken
        self._taken.add(what)
        return free


def address(first: str, last: str, domain: str) -> str:
    """An e-mail address in a domain that is reserved for examples."""
    return f"{plain(first)}.{plain(last)}@{domain}"


def plain(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace(" ", "-")
